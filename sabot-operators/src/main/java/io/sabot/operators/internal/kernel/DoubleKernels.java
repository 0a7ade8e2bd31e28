package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Kernels over double lanes. Comparisons write one bit per slot, XORed with {@code invert} (0 or
 * -1), so that "not equal" is "equal" inverted. NaN equals NaN and is the largest; -0.0 equals 0.0.
 */
public interface DoubleKernels {
  /** a = b. */
  void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a = b. */
  void equal(MemorySegment a, double b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, double b, int length, long invert, MemorySegment bits);

  /** a &gt; b. */
  void greater(MemorySegment a, double b, int length, long invert, MemorySegment bits);

  /** a + b. */
  void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a + b. */
  void plus(MemorySegment a, double b, int length, MemorySegment to);

  /** a - b. */
  void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a - b. */
  void minus(MemorySegment a, double b, int length, MemorySegment to);

  /** a - b. */
  void minus(double a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  void times(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  void times(MemorySegment a, double b, int length, MemorySegment to);

  /** a / b. */
  void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a / b. */
  void divide(MemorySegment a, double b, int length, MemorySegment to);

  /** a / b. */
  void divide(double a, MemorySegment b, int length, MemorySegment to);
}
