package io.sabot.state;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Loads values of up to 8 bytes as canonical 64-bit words. */
final class KeyWords {
  private static final long NAN = 0x7FF8000000000000L;

  private KeyWords() {}

  static void load(Column column, long[] words) {
    load(column, 0, column.length(), words);
  }

  /** Loads {@code rows} words from row {@code start} on; a part of a bitmap starts on a byte. */
  static void load(Column column, int start, int rows, long[] words) {
    if (rows == 0) {
      return;
    }
    ArrowType type = column.physicalType();
    if (type instanceof ArrowType.ExtensionType extension) {
      type = extension.storageType();
    }
    MemorySegment values = from(column.segment(1), type, start);
    if (type instanceof ArrowType.FloatingPoint floating) {
      switch (floating.getPrecision()) {
        case HALF -> halves(values, rows, words);
        case SINGLE -> floats(values, rows, words);
        case DOUBLE -> doubles(values, rows, words);
      }
    } else if (Layout.of(type) == Layout.BIT) {
      bits(values, rows, words);
    } else {
      integers(values, Layout.width(type), unsigned(type), rows, words);
    }
  }

  private static MemorySegment from(MemorySegment values, ArrowType type, int start) {
    if (start == 0) {
      return values;
    }
    boolean bits = Layout.of(type) == Layout.BIT;
    return values.asSlice(bits ? start >>> 3 : (long) start * Layout.width(type));
  }

  private static boolean unsigned(ArrowType type) {
    return type instanceof ArrowType.Int integer && !integer.getIsSigned();
  }

  private static void integers(
      MemorySegment values, int width, boolean unsigned, int rows, long[] words) {
    switch (width) {
      case 1 -> bytes(values, unsigned ? 0xFFL : -1L, rows, words);
      case 2 -> shorts(values, unsigned ? 0xFFFFL : -1L, rows, words);
      case 4 -> ints(values, unsigned ? 0xFFFFFFFFL : -1L, rows, words);
      default -> longs(values, rows, words);
    }
  }

  private static void bytes(MemorySegment values, long mask, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = values.get(Memory.BYTE, i) & mask;
    }
  }

  private static void shorts(MemorySegment values, long mask, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = values.get(Memory.SHORT, (long) i << 1) & mask;
    }
  }

  private static void ints(MemorySegment values, long mask, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = values.get(Memory.INT, (long) i << 2) & mask;
    }
  }

  private static void longs(MemorySegment values, int rows, long[] words) {
    MemorySegment.copy(values, Memory.LONG, 0, words, 0, rows);
  }

  private static void bits(MemorySegment values, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = Bitmaps.get(values, i) ? 1 : 0;
    }
  }

  private static void halves(MemorySegment values, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = canonical(Float.float16ToFloat(values.get(Memory.SHORT, (long) i << 1)));
    }
  }

  private static void floats(MemorySegment values, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = canonical(values.get(Memory.FLOAT, (long) i << 2));
    }
  }

  private static void doubles(MemorySegment values, int rows, long[] words) {
    for (int i = 0; i < rows; i++) {
      words[i] = canonical(values.get(Memory.DOUBLE, (long) i << 3));
    }
  }

  /** Adding 0.0 turns −0.0 into 0.0 and changes nothing else. */
  private static long canonical(double value) {
    return Double.isNaN(value) ? NAN : Double.doubleToRawLongBits(value + 0.0);
  }
}
