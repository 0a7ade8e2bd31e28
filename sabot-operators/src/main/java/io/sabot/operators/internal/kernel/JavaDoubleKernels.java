package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Java's functions of doubles, one loop each. A stride of 0 repeats one value. */
public final class JavaDoubleKernels {
  private JavaDoubleKernels() {}

  /** Math.min(a, b). */
  public static void min(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Math.min(x, y));
    }
  }

  /** Math.max(a, b). */
  public static void max(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Math.max(x, y));
    }
  }

  /** Math.abs(a). */
  public static void abs(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Math.abs(x));
    }
  }

  /** Math.sqrt(a). */
  public static void squareRoot(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Math.sqrt(x));
    }
  }
}
