package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Narrow lanes into wide ones; nothing can fail. */
public final class WideningKernels {
  private WideningKernels() {}

  /** Bits as 0 and 1. */
  public static void bits(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.LONG, (long) row << 3, Bitmaps.get(from, row) ? 1 : 0);
    }
  }

  /**
   * Integers of 1, 2 or 4 bytes.
   *
   * @param sign -1 to extend the sign, 0 for integers without one
   */
  public static void integers(
      MemorySegment from, int width, long sign, int length, MemorySegment to) {
    switch (width) {
      case 1 -> bytes(from, sign | 0xFFL, length, to);
      case 2 -> shorts(from, sign | 0xFFFFL, length, to);
      default -> ints(from, sign | 0xFFFF_FFFFL, length, to);
    }
  }

  private static void bytes(MemorySegment from, long mask, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.LONG, (long) row << 3, from.get(Memory.BYTE, row) & mask);
    }
  }

  private static void shorts(MemorySegment from, long mask, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.LONG, (long) row << 3, from.get(Memory.SHORT, (long) row << 1) & mask);
    }
  }

  private static void ints(MemorySegment from, long mask, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.LONG, (long) row << 3, from.get(Memory.INT, (long) row << 2) & mask);
    }
  }

  /** Binary16 as binary32. */
  public static void halves(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      short half = from.get(Memory.SHORT, (long) row << 1);
      to.set(Memory.FLOAT, (long) row << 2, Float.float16ToFloat(half));
    }
  }

  /** Binary32 as binary64. */
  public static void floats(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, from.get(Memory.FLOAT, (long) row << 2));
    }
  }
}
