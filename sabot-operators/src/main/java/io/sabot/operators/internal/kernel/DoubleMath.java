package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Functions of binary64. What a processor computes in a few steps has a loop of its own; the others
 * take so long that they can share one.
 */
public final class DoubleMath {
  private DoubleMath() {}

  /** Without sign. */
  public static void abs(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, Math.abs(from.get(Memory.DOUBLE, (long) row << 3)));
    }
  }

  /** Up to a whole number. */
  public static void ceil(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, Math.ceil(from.get(Memory.DOUBLE, (long) row << 3)));
    }
  }

  /** Down to a whole number. */
  public static void floor(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, Math.floor(from.get(Memory.DOUBLE, (long) row << 3)));
    }
  }

  /** To the nearest whole number, halves away from zero. */
  public static void round(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double value = from.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Rounding.round(value));
    }
  }

  /** To a whole number toward zero. */
  public static void trunc(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double value = from.get(Memory.DOUBLE, (long) row << 3);
      to.set(Memory.DOUBLE, (long) row << 3, Rounding.trunc(value));
    }
  }

  /** Square roots. */
  public static void sqrt(MemorySegment from, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, Math.sqrt(from.get(Memory.DOUBLE, (long) row << 3)));
    }
  }

  /** Any function. */
  public static MathKernel each(DoubleUnaryOperator function) {
    return (from, length, to) -> {
      for (int row = 0; row < length; row++) {
        double value = from.get(Memory.DOUBLE, (long) row << 3);
        to.set(Memory.DOUBLE, (long) row << 3, function.applyAsDouble(value));
      }
    };
  }

  /** A bit per row. */
  public static MathKernel test(DoublePredicate test) {
    return (from, length, bits) -> {
      for (int w = 0; w < Bitmaps.words(length); w++) {
        int end = Math.min((w + 1) << 6, length);
        long word = 0;
        for (int row = w << 6; row < end; row++) {
          word |= (test.test(from.get(Memory.DOUBLE, (long) row << 3)) ? 1L : 0L) << row;
        }
        Bitmaps.putWord(bits, w, length, word);
      }
    };
  }

  /** Any function of two numbers; a stride of 0 repeats one value. */
  public static void pairs(
      DoubleBinaryOperator function,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      MemorySegment to) {
    for (int row = 0; row < length; row++) {
      double x = a.get(Memory.DOUBLE, (long) row * strideA << 3);
      double y = b.get(Memory.DOUBLE, (long) row * strideB << 3);
      to.set(Memory.DOUBLE, (long) row << 3, function.applyAsDouble(x, y));
    }
  }
}
