package io.sabot.stream.internal.file;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The buffers and children of a column that is being made, in the order of the format. {@link
 * #column} passes them on; closed before that, it frees them.
 */
public final class ColumnParts implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private final List<Column> children = new ArrayList<>();

  /** No part yet. */
  public ColumnParts(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Appends the validity of a column without nulls. */
  public void addNoNulls() {
    buffers.add(allocator.getEmpty());
  }

  /** Appends a copy of the first {@code length} bits of {@code words}. */
  public void addBits(long[] words, int length) {
    addCopy(MemorySegment.ofArray(words), Bitmaps.bytes(length));
  }

  /** Appends a copy of the first {@code bytes} of heap memory. */
  public void addCopy(MemorySegment from, long bytes) {
    MemorySegment.copy(from, 0, add(bytes), 0, bytes);
  }

  /** Appends a new buffer, not zeroed, and gives its memory to be written. */
  public MemorySegment add(long bytes) {
    ArrowBuf buffer = Memory.allocate(allocator, bytes);
    buffers.add(buffer);
    return Memory.segment(buffer);
  }

  /** Appends a buffer, which passes to the column. */
  public void add(ArrowBuf buffer) {
    buffers.add(buffer);
  }

  /** Appends a child, which passes to the column. */
  public void add(Column child) {
    children.add(child);
  }

  /** Passes everything on as one column. */
  public Column column(Field field, int length) {
    Column column = Column.nested(field, length, buffers, children);
    buffers.clear();
    children.clear();
    return column;
  }

  @Override
  public void close() {
    buffers.forEach(buffer -> buffer.getReferenceManager().release());
    children.forEach(Column::close);
  }
}
