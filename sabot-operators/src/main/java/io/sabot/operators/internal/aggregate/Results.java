package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** A result column being written, all null until values are put. */
final class Results implements AutoCloseable {
  private final Field field;
  private final int rows;
  private final ArrowBuf validity;
  private final ArrowBuf values;
  private final MemorySegment validBits;
  private final MemorySegment segment;
  private boolean passed;

  Results(Field field, int rows, BufferAllocator allocator) {
    this.field = field;
    this.rows = rows;
    this.validity = Memory.allocateZeroed(allocator, Bitmaps.bytes(rows));
    try {
      this.values = Memory.allocateZeroed(allocator, bytes(field.getType(), rows));
    } catch (Throwable failure) {
      validity.getReferenceManager().release();
      throw failure;
    }
    this.validBits = Memory.segment(validity);
    this.segment = Memory.segment(values);
  }

  private static long bytes(ArrowType type, int rows) {
    return Layout.of(type) == Layout.BIT ? Bitmaps.bytes(rows) : (long) rows * Layout.width(type);
  }

  /** Puts a value of 8 bytes. */
  void putLong(int row, long value) {
    segment.set(Memory.LONG, (long) row << 3, value);
    Bitmaps.set(validBits, row);
  }

  /** Puts a double. */
  void putDouble(int row, double value) {
    putLong(row, Double.doubleToRawLongBits(value));
  }

  /** Puts a value of 16 bytes. */
  void putWide(int row, long low, long high) {
    segment.set(Memory.LONG, (long) row << 4, low);
    segment.set(Memory.LONG, ((long) row << 4) + 8, high);
    Bitmaps.set(validBits, row);
  }

  /** Puts a canonical word (see {@link io.sabot.state.KeyEncoding}) as the type of the column. */
  void putWord(int row, long word) {
    Bitmaps.set(validBits, row);
    if (field.getType() instanceof ArrowType.FloatingPoint floating) {
      putFloat(row, Double.longBitsToDouble(word), floating);
    } else if (Layout.of(field.getType()) == Layout.BIT) {
      if (word != 0) {
        Bitmaps.set(segment, row);
      }
    } else {
      putInteger(row, word);
    }
  }

  private void putFloat(int row, double value, ArrowType.FloatingPoint type) {
    switch (type.getPrecision()) {
      case HALF -> segment.set(Memory.SHORT, (long) row << 1, Float.floatToFloat16((float) value));
      case SINGLE -> segment.set(Memory.FLOAT, (long) row << 2, (float) value);
      case DOUBLE -> segment.set(Memory.DOUBLE, (long) row << 3, value);
    }
  }

  private void putInteger(int row, long word) {
    switch (Layout.width(field.getType())) {
      case 1 -> segment.set(Memory.BYTE, row, (byte) word);
      case 2 -> segment.set(Memory.SHORT, (long) row << 1, (short) word);
      case 4 -> segment.set(Memory.INT, (long) row << 2, (int) word);
      default -> segment.set(Memory.LONG, (long) row << 3, word);
    }
  }

  /** The finished column; it passes to the caller. */
  Column column() {
    passed = true;
    return Column.of(field, rows, validity, values);
  }

  @Override
  public void close() {
    if (!passed) {
      validity.getReferenceManager().release();
      values.getReferenceManager().release();
    }
  }
}
