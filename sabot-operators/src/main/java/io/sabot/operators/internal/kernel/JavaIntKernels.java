package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Java's operators on ints, one loop each. A stride of 0 repeats one value. */
public final class JavaIntKernels {
  private JavaIntKernels() {}

  /** a / b; returns whether a divisor was 0, for which 0 is written. */
  public static boolean divide(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    boolean failed = false;
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      failed |= y == 0;
      to.set(Memory.INT, (long) row << 2, y == 0 ? 0 : x / y);
    }
    return failed;
  }

  /** a % b; returns whether a divisor was 0, for which 0 is written. */
  public static boolean remainder(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    boolean failed = false;
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      failed |= y == 0;
      to.set(Memory.INT, (long) row << 2, y == 0 ? 0 : x % y);
    }
    return failed;
  }

  /** a &lt;&lt; b, of a distance in 32 bits. */
  public static void shiftLeft(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int distance = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x << distance);
    }
  }

  /** a &gt;&gt; b, of a distance in 32 bits. */
  public static void shiftRight(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int distance = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x >> distance);
    }
  }

  /** a &gt;&gt;&gt; b, of a distance in 32 bits. */
  public static void shiftRightUnsigned(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int distance = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x >>> distance);
    }
  }

  /** a &amp; b. */
  public static void and(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x & y);
    }
  }

  /** a | b. */
  public static void or(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x | y);
    }
  }

  /** a ^ b. */
  public static void xor(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, x ^ y);
    }
  }

  /** Math.min(a, b). */
  public static void min(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, Math.min(x, y));
    }
  }

  /** Math.max(a, b). */
  public static void max(
      MemorySegment a, int strideA, MemorySegment b, int strideB, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row * strideA << 2);
      int y = b.get(Memory.INT, (long) row * strideB << 2);
      to.set(Memory.INT, (long) row << 2, Math.max(x, y));
    }
  }

  /** -a. */
  public static void negate(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, -x);
    }
  }

  /** Math.abs(a). */
  public static void abs(MemorySegment a, int length, MemorySegment to) {
    for (int row = 0; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      to.set(Memory.INT, (long) row << 2, Math.abs(x));
    }
  }
}
