package io.sabot.kafka.internal.column;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The values of one column of the batch being made, on the heap and used again for the next batch.
 * Values are appended in order; {@link #truncate} takes the last ones back.
 */
public abstract class ColumnBuilder {
  private static final int FIRST_WORDS = 16;

  private final Field field;
  private long[] validity = new long[FIRST_WORDS];
  private int rows;
  private int nulls;

  ColumnBuilder(Field field) {
    this.field = field;
  }

  /** The column's field. */
  public final Field field() {
    return field;
  }

  /** The builders of its children, in their order; none where it is not nested. */
  public List<ColumnBuilder> parts() {
    return List.of();
  }

  /** Values so far. */
  public final int rows() {
    return rows;
  }

  /** Counts the value that was just put at {@link #rows}. */
  final void appended() {
    if (rows >>> 6 == validity.length) {
      validity = Arrays.copyOf(validity, validity.length * 2);
    }
    validity[rows >>> 6] |= 1L << rows;
    rows++;
  }

  /** Appends a null, whether or not the field takes one. */
  public final void appendNull() {
    putNull(rows);
    if (rows >>> 6 == validity.length) {
      validity = Arrays.copyOf(validity, validity.length * 2);
    }
    nulls++;
    rows++;
  }

  /** Takes back all but the first {@code length} values. */
  public final void truncate(int length) {
    while (rows > length) {
      rows--;
      long bit = 1L << rows;
      nulls -= (validity[rows >>> 6] & bit) == 0 ? 1 : 0;
      validity[rows >>> 6] &= ~bit;
    }
    cut(rows);
  }

  /** Bytes collected, those of its children included. */
  public abstract long bytes();

  abstract void putNull(int row);

  /** Forgets the values from a row on. */
  abstract void cut(int length);

  /** Writes the buffers behind the validity. */
  abstract void write(BufferAllocator allocator, List<ArrowBuf> buffers);

  /** The column so far; what follows starts a new one. */
  public Column finish(BufferAllocator allocator) {
    List<ArrowBuf> buffers = new ArrayList<>();
    List<Column> children = new ArrayList<>();
    try {
      addValidity(allocator, buffers);
      write(allocator, buffers);
      for (ColumnBuilder part : parts()) {
        children.add(part.finish(allocator));
      }
      return Column.nested(field, rows, buffers, children);
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      children.forEach(Column::close);
      throw failure;
    } finally {
      reset();
    }
  }

  private void addValidity(BufferAllocator allocator, List<ArrowBuf> buffers) {
    if (nulls == 0) {
      buffers.add(allocator.getEmpty());
    } else {
      copy(MemorySegment.ofArray(validity), Bitmaps.bytes(rows), allocator, buffers);
    }
  }

  static void copy(
      MemorySegment from, long bytes, BufferAllocator allocator, List<ArrowBuf> buffers) {
    MemorySegment.copy(from, 0, add(bytes, allocator, buffers), 0, bytes);
  }

  static MemorySegment add(long bytes, BufferAllocator allocator, List<ArrowBuf> buffers) {
    ArrowBuf buffer = Memory.allocate(allocator, bytes);
    buffers.add(buffer);
    return Memory.segment(buffer);
  }

  /** Forgets what was collected. */
  public final void reset() {
    Arrays.fill(validity, 0, Math.min(validity.length, Bitmaps.words(rows)), 0);
    rows = 0;
    nulls = 0;
    cut(0);
  }
}
