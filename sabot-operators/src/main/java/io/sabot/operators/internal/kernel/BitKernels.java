package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** Kernels over bitmaps. Bits past the length are undefined, in and out. */
public interface BitKernels {
  /** a and b. */
  void and(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a and not b. */
  void andNot(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** a or b. */
  void or(MemorySegment a, MemorySegment b, int length, MemorySegment to);

  /** Not a. */
  void not(MemorySegment a, int length, MemorySegment to);

  /** Room that {@link #indices} needs behind the last index it writes. */
  int INDEX_SLACK = 64;

  /**
   * Writes the positions of set bits, ascending.
   *
   * @param words bits, 64 a word
   * @param rows at least {@link #INDEX_SLACK} longer than there are set bits
   * @return how many there are
   */
  int indices(long[] words, int[] rows);
}
