package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;

/** Kernels over the bytes of texts, many rows at once. */
public interface ByteKernels {
  /** Positions that {@link #pairs} looks at. */
  int BLOCK = 64;

  /**
   * Looks at {@link #BLOCK} positions from {@code at} on; the values have as many bytes there, and
   * {@code distance} more.
   *
   * @return the bits of the positions with the byte {@code first} there and {@code last} so many
   *     bytes behind it
   */
  long pairs(MemorySegment values, long at, byte first, byte last, int distance);

  /** Whether the bytes from {@code start} to {@code end}, exclusive, are ASCII. */
  boolean isAscii(MemorySegment values, long start, long end);

  /** Copies bytes to a position; the 26 letters from {@code letter} on change case. */
  void shift(
      MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position);
}
