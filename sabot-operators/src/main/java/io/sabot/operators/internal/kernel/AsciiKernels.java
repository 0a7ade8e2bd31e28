package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Whole buffers of bytes, eight at a time. */
final class AsciiKernels {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;

  private AsciiKernels() {}

  /** Copies bytes to a position; the 26 letters from {@code letter} on change case. */
  static void shift(
      MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position) {
    long below = (0x80 - letter) * ONES;
    long above = (0x80 - letter - 26) * ONES;
    long at = 0;
    for (; at + 8 <= bytes; at += 8) {
      to.set(Memory.LONG, position + at, shift(from.get(Memory.LONG, start + at), below, above));
    }
    for (; at < bytes; at++) {
      long word = from.get(Memory.BYTE, start + at) & 0xFFL;
      to.set(Memory.BYTE, position + at, (byte) shift(word, below, above));
    }
  }

  /** Bytes without their high bit cannot carry into each other; those with it stay as they are. */
  private static long shift(long word, long below, long above) {
    long low = word & ~HIGH_BITS;
    long letters = (low + below ^ low + above) & ~word & HIGH_BITS;
    return word ^ letters >>> 2;
  }
}
