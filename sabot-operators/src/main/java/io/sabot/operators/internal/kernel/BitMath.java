package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Functions of the bits of 64-bit integers; distances of 64 and more shift everything out. */
public final class BitMath {
  /** What is computed. */
  public enum Operation {
    /** a &amp; b. */
    AND,
    /** a | b. */
    OR,
    /** a ^ b. */
    XOR,
    /** ~a. */
    NOT,
    /** a &lt;&lt; b. */
    LEFT,
    /** a &gt;&gt; b. */
    RIGHT,
    /** a &gt;&gt;&gt; b. */
    RIGHT_UNSIGNED
  }

  private BitMath() {}

  /** Computes so many rows; a stride of 0 repeats one value. */
  public static void compute(
      Operation operation,
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      MemorySegment to) {
    for (int row = 0; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row * strideA << 3);
      long y = b.get(Memory.LONG, (long) row * strideB << 3);
      to.set(Memory.LONG, (long) row << 3, of(operation, x, y));
    }
  }

  private static long of(Operation operation, long x, long y) {
    return switch (operation) {
      case AND -> x & y;
      case OR -> x | y;
      case XOR -> x ^ y;
      case NOT -> ~x;
      case LEFT -> y > 63 ? 0 : x << y;
      case RIGHT -> x >> Math.min(y, 63);
      case RIGHT_UNSIGNED -> y > 63 ? 0 : x >>> y;
    };
  }
}
