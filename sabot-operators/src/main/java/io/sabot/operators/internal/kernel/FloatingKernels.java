package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Floating point arithmetic that has one implementation. A stride of 0 repeats one value. */
public final class FloatingKernels {
  private FloatingKernels() {}

  /** Remainders with the sign of the dividend. */
  public static void remainder(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, x % y);
    }
  }

  /** As {@link #remainder}, of binary32. */
  public static void remainderFloats(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row * strideA << 2);
      float y = b.get(Memory.FLOAT, (long) row * strideB << 2);
      to.set(Memory.FLOAT, (long) row << 2, x % y);
    }
  }

  /** Sign changed. */
  public static void negate(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, -a.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  /** As {@link #negate}, of binary32. */
  public static void negateFloats(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, -a.get(Memory.FLOAT, (long) row << 2));
    }
  }
}
