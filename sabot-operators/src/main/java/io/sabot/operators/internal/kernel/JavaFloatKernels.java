package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Java's functions of floats, one loop each. A stride of 0 repeats one value. */
public final class JavaFloatKernels {
  private JavaFloatKernels() {}

  /** Math.min(a, b). */
  public static void min(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row * strideA << 2);
      float y = b.get(Memory.FLOAT, (long) row * strideB << 2);
      to.set(Memory.FLOAT, (long) row << 2, Math.min(x, y));
    }
  }

  /** Math.max(a, b). */
  public static void max(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row * strideA << 2);
      float y = b.get(Memory.FLOAT, (long) row * strideB << 2);
      to.set(Memory.FLOAT, (long) row << 2, Math.max(x, y));
    }
  }

  /** Math.abs(a). */
  public static void abs(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float x = a.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.FLOAT, (long) row << 2, Math.abs(x));
    }
  }
}
