package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Conversions between 64-bit integers and floating point. Widths are in bytes. */
public final class CastKernels {
  private static final double TWO_63 = 0x1p63;

  private CastKernels() {}

  /** Not 0. */
  public static void longsToBits(MemorySegment from, int length, MemorySegment bits) {
    for (int row = 0; row < length; row++) {
      DecimalKernels.putOk(bits, row, from.get(Memory.LONG, (long) row << 3) != 0);
    }
  }

  /** Not 0; NaN is not 0 either. */
  public static void doublesToBits(MemorySegment from, int length, MemorySegment bits) {
    for (int row = 0; row < length; row++) {
      DecimalKernels.putOk(bits, row, from.get(Memory.DOUBLE, (long) row << 3) != 0);
    }
  }

  /** The nearest floating point number of 2, 4 or 8 bytes. */
  public static void longsToFloats(MemorySegment from, int width, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long value = from.get(Memory.LONG, (long) row << 3);
      switch (width) {
        case 8 -> to.set(Memory.DOUBLE, (long) row << 3, value);
        case 4 -> to.set(Memory.FLOAT, (long) row << 2, value);
        default -> to.set(Memory.SHORT, (long) row << 1, Float.floatToFloat16(value));
      }
    }
  }

  /** As {@link #longsToFloats}, of integers without a sign. */
  public static void unsignedToFloats(MemorySegment from, int width, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double value = unsigned(from.get(Memory.LONG, (long) row << 3));
      put(to, width, row, value);
    }
  }

  /** Halved with the lost bit kept, converted, doubled: rounds once. */
  private static double unsigned(long value) {
    return value >= 0 ? value : (double) (value >>> 1 | value & 1) * 2;
  }

  /** Rounds to 2 or 4 bytes, beyond their range to infinity; or copies. */
  public static void doublesToFloats(MemorySegment from, int width, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      put(to, width, row, from.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  static void put(MemorySegment to, int width, int row, double value) {
    switch (width) {
      case 8 -> to.set(Memory.DOUBLE, (long) row << 3, value);
      case 4 -> to.set(Memory.FLOAT, (long) row << 2, (float) value);
      default -> to.set(Memory.SHORT, (long) row << 1, Float.floatToFloat16((float) value));
    }
  }

  /** Toward zero; a bit for each value that lies within bounds then. */
  public static boolean doublesToLongs(
      MemorySegment from, long low, long high, int length, MemorySegment to, MemorySegment ok) {
    boolean all = true;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int end = Math.min((w + 1) << 6, length);
      long word = 0;
      for (int row = w << 6; row < end; row++) {
        double value = from.get(Memory.DOUBLE, (long) row << 3);
        long whole = (long) value;
        boolean fits = value >= -TWO_63 && value < TWO_63 && whole >= low && whole <= high;
        word |= (fits ? 1L : 0L) << row;
        all &= fits;
        to.set(Memory.LONG, (long) row << 3, whole);
      }
      Bitmaps.putWord(ok, w, length, word);
    }
    return all;
  }

  /** Toward zero, into integers without a sign. */
  public static boolean doublesToUnsigned(
      MemorySegment from, int length, MemorySegment to, MemorySegment ok) {
    boolean all = true;
    for (int row = 0; row < length; row++) {
      double value = from.get(Memory.DOUBLE, (long) row << 3);
      boolean fits = value > -1 && value < 2 * TWO_63;
      long whole = value < TWO_63 ? (long) value : (long) (value - TWO_63) ^ Long.MIN_VALUE;
      to.set(Memory.LONG, (long) row << 3, whole);
      DecimalKernels.putOk(ok, row, fits);
      all &= fits;
    }
    return all;
  }
}
