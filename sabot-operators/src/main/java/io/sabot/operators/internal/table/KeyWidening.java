package io.sabot.operators.internal.table;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.state.ByteValues;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Brings a key column to the type that {@link KeyFamily#common} chose, without loss. */
public final class KeyWidening {
  private KeyWidening() {}

  /** The values under another field of the family; the input stays with the caller. */
  public static Column to(Field field, Column column, BufferAllocator allocator) {
    ArrowType from = column.physicalType();
    ArrowType target = field.getType();
    boolean same =
        from.equals(target)
            || target instanceof ArrowType.Decimal
            || target instanceof ArrowType.Timestamp;
    if (same) {
      return column.renamed(field);
    }
    return Layout.of(target) == Layout.LARGE_VARIABLE
        ? largeBytes(field, column, allocator)
        : numbers(field, column, allocator);
  }

  private static Column numbers(Field field, Column column, BufferAllocator allocator) {
    long[] words = new long[column.length()];
    KeyEncoding.words(column, words);
    int width = Layout.width(field.getType());
    ArrowBuf values = Memory.allocate(allocator, (long) words.length * width);
    MemorySegment to = Memory.segment(values);
    if (field.getType() instanceof ArrowType.FloatingPoint floating) {
      floats(words, floating.getPrecision(), to);
    } else {
      integers(words, width, to);
    }
    return Column.of(field, words.length, Memory.share(column.buffer(0)), values);
  }

  private static void floats(long[] words, FloatingPointPrecision precision, MemorySegment to) {
    for (int i = 0; i < words.length; i++) {
      double value = Double.longBitsToDouble(words[i]);
      if (precision == FloatingPointPrecision.SINGLE) {
        to.set(Memory.FLOAT, (long) i << 2, (float) value);
      } else {
        to.set(Memory.DOUBLE, (long) i << 3, value);
      }
    }
  }

  private static void integers(long[] words, int width, MemorySegment to) {
    for (int i = 0; i < words.length; i++) {
      switch (width) {
        case 2 -> to.set(Memory.SHORT, (long) i << 1, (short) words[i]);
        case 4 -> to.set(Memory.INT, (long) i << 2, (int) words[i]);
        default -> to.set(Memory.LONG, (long) i << 3, words[i]);
      }
    }
  }

  private static Column largeBytes(Field field, Column column, BufferAllocator allocator) {
    int rows = column.length();
    ByteValues values = ByteValues.of(column);
    MemorySegment validity = column.validity();
    ArrowBuf offsets = Memory.allocateZeroed(allocator, (rows + 1L) << 3);
    ArrowBuf bytes;
    try {
      MemorySegment ends = Memory.segment(offsets);
      long end = 0;
      for (int i = 0; i < rows; i++) {
        end += validity == null || Bitmaps.get(validity, i) ? values.length(i) : 0;
        ends.set(Memory.LONG, (i + 1L) << 3, end);
      }
      bytes = Memory.allocate(allocator, end);
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
    copy(values, Memory.segment(offsets), Memory.segment(bytes), rows);
    return Column.of(field, rows, Memory.share(column.buffer(0)), offsets, bytes);
  }

  private static void copy(ByteValues values, MemorySegment ends, MemorySegment to, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = ends.get(Memory.LONG, (long) i << 3);
      long length = ends.get(Memory.LONG, (i + 1L) << 3) - at;
      if (length > 0) {
        MemorySegment.copy(values.segment(i), values.start(i), to, at, length);
      }
    }
  }
}
