package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Kernels over float lanes. Comparisons write one bit per slot, XORed with {@code invert} (0 or
 * -1), so that "not equal" is "equal" inverted. NaN equals NaN and is the largest; -0.0 equals 0.0.
 */
public interface FloatKernels {
  /** a = b. */
  void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a = b. */
  void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &gt; b. */
  void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a + b. */
  void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a + b. */
  void plus(MemorySegment a, float b, int length, MemorySegment to);

  /** a - b. */
  void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a - b. */
  void minus(MemorySegment a, float b, int length, MemorySegment to);

  /** a - b. */
  void minus(float a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  void times(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  void times(MemorySegment a, float b, int length, MemorySegment to);

  /** a / b. */
  void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a / b. */
  void divide(MemorySegment a, float b, int length, MemorySegment to);

  /** a / b. */
  void divide(float a, MemorySegment b, int length, MemorySegment to);
}
