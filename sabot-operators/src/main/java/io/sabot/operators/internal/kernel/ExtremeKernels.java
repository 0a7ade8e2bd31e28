package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * The larger or smaller of two values, the first where they are equal; NaN is the largest number. A
 * stride of 0 repeats one value.
 */
public final class ExtremeKernels {
  private ExtremeKernels() {}

  /** The larger of binary64. */
  public static void greatest(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, greater(x, y));
    }
  }

  /** The smaller of binary64. */
  public static void least(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, smaller(x, y));
    }
  }

  /** The larger of 64-bit integers. */
  public static void greatestLongs(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      to.set(Memory.LONG, (long) row << 3, y > x ? y : x);
    }
  }

  /** The smaller of 64-bit integers. */
  public static void leastLongs(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      to.set(Memory.LONG, (long) row << 3, y < x ? y : x);
    }
  }

  /** Of equal zeros the first; all branches but the rare ones are left to the processor. */
  private static double greater(double x, double y) {
    double best = Math.max(x, y);
    return best == 0 && x == 0 ? x : best;
  }

  private static double smaller(double x, double y) {
    double best = Math.min(x, y);
    if (Double.isNaN(best)) {
      return Double.isNaN(x) ? y : x;
    }
    return best == 0 && x == 0 ? x : best;
  }
}
