package io.sabot.operators.internal.gandiva;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;

/**
 * The buffers of columns as native code reads them: exactly the bytes of the rows, checked to be
 * there, bitmaps up to a whole word. Nothing is copied but bitmaps whose last word is cut off.
 */
final class LentBuffers implements AutoCloseable {
  /**
   * Native code takes every bitmap that has an address for one that is there; the empty buffer of
   * an allocator may have one.
   */
  private static final ArrowBuf NO_NULLS = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

  private final int rows;
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private final List<ArrowBuf> copies = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private long textBytes;

  private LentBuffers(int rows, BufferAllocator allocator) {
    this.rows = rows;
    this.allocator = allocator;
  }

  /** The buffers of columns, which must outlive them. */
  static LentBuffers of(List<Column> columns, int rows, BufferAllocator allocator) {
    LentBuffers lent = new LentBuffers(rows, allocator);
    try {
      for (Column column : columns) {
        lent.add(Take.decode(column, allocator));
      }
      return lent;
    } catch (Throwable failure) {
      lent.close();
      throw failure;
    }
  }

  List<ArrowBuf> buffers() {
    return buffers;
  }

  /** Bytes of all text that is read. */
  long textBytes() {
    return textBytes;
  }

  private void add(Column column) {
    columns.add(column);
    buffers.add(column.hasNulls() ? words(column.buffer(0)) : NO_NULLS);
    switch (column.layout()) {
      case BIT -> buffers.add(words(column.buffer(1)));
      case FIXED ->
          buffers.add(bytes(column, 1, (long) rows * Layout.width(column.physicalType())));
      default -> text(column);
    }
  }

  private void text(Column column) {
    ArrowBuf offsets = bytes(column, 1, (rows + 1L) * Integer.BYTES);
    MemorySegment ends = Memory.segment(offsets);
    long end = ends.get(Memory.INT, (long) rows * Integer.BYTES);
    textBytes += end - ends.get(Memory.INT, 0);
    buffers.add(offsets);
    buffers.add(bytes(column, 2, end));
  }

  private static ArrowBuf bytes(Column column, int buffer, long bytes) {
    return column.buffer(buffer).slice(0, bytes);
  }

  /** Native code reads bitmaps by words. */
  private ArrowBuf words(ArrowBuf bits) {
    long bytes = (long) Bitmaps.words(rows) * Long.BYTES;
    if (bits.capacity() >= bytes) {
      return bits.slice(0, bytes);
    }
    ArrowBuf copy = Memory.allocateZeroed(allocator, bytes);
    copies.add(copy);
    long given = Bitmaps.bytes(rows);
    MemorySegment.copy(Memory.segment(bits), 0, Memory.segment(copy), 0, given);
    return copy.writerIndex(bytes);
  }

  @Override
  public void close() {
    copies.forEach(copy -> copy.getReferenceManager().release());
    columns.forEach(Column::close);
  }
}
