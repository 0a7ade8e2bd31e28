package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Comparisons of floats as Java's operators make them: NaN is neither less than, equal to nor
 * greater than anything. They write one bit per slot, XORed with {@code invert} (0 or -1).
 */
public interface FloatOrderKernels {
  /** a == b. */
  void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a == b. */
  void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a &lt; b. */
  void less(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &lt;= b. */
  void lessOrEqual(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits);

  /** a &lt;= b. */
  void lessOrEqual(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &gt; b. */
  void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits);

  /** a &gt;= b. */
  void greaterOrEqual(MemorySegment a, float b, int length, long invert, MemorySegment bits);
}
