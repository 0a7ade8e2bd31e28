package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Kernels over long lanes. Comparisons write one bit per slot, XORed with {@code invert} (0 or -1),
 * so that "not equal" is "equal" inverted. Arithmetic wraps around and returns whether any slot
 * did.
 */
public interface LongKernels {
  /** a = b. */
  void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a = b. */
  void equal(MemorySegment a, long b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, long b, int length, long invert, MemorySegment bits);

  /** a &gt; b. */
  void greater(MemorySegment a, long b, int length, long invert, MemorySegment bits);

  /** a + b. */
  boolean plus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a + b. */
  boolean plus(MemorySegment a, long b, int length, MemorySegment to);

  /** a - b. */
  boolean minus(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a - b. */
  boolean minus(MemorySegment a, long b, int length, MemorySegment to);

  /** a - b. */
  boolean minus(long a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  boolean times(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a × b. */
  boolean times(MemorySegment a, long b, int length, MemorySegment to);
}
