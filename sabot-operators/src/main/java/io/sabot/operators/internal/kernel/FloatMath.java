package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleUnaryOperator;

/** Functions of binary32 whose results are exact there, computed in binary64. */
public final class FloatMath {
  private FloatMath() {}

  /** Without sign. */
  public static void abs(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, Math.abs(from.get(Memory.FLOAT, (long) row << 2)));
    }
  }

  /** Up to a whole number. */
  public static void ceil(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float value = from.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.FLOAT, (long) row << 2, (float) Math.ceil(value));
    }
  }

  /** Down to a whole number. */
  public static void floor(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      float value = from.get(Memory.FLOAT, (long) row << 2);
      to.set(Memory.FLOAT, (long) row << 2, (float) Math.floor(value));
    }
  }

  /** Any function. */
  public static MathKernel each(DoubleUnaryOperator function) {
    return (from, length, to) -> {
      for (int row = 0; row < length; row++) {
        float value = from.get(Memory.FLOAT, (long) row << 2);
        to.set(Memory.FLOAT, (long) row << 2, (float) function.applyAsDouble(value));
      }
    };
  }
}
