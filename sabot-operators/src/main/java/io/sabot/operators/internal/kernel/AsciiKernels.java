package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Whole buffers of bytes, eight at a time. */
final class AsciiKernels {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;

  private AsciiKernels() {}

  static boolean isAscii(MemorySegment values, long from, long to) {
    long at = from;
    for (long limit = to - 31; at < limit; at += 32) {
      long bits =
          values.get(Memory.LONG, at)
              | values.get(Memory.LONG, at + 8)
              | values.get(Memory.LONG, at + 16)
              | values.get(Memory.LONG, at + 24);
      if ((bits & HIGH_BITS) != 0) {
        return false;
      }
    }
    int rest = 0;
    for (; at < to; at++) {
      rest |= values.get(Memory.BYTE, at);
    }
    return rest >= 0;
  }

  /** Copies bytes; the 26 letters from {@code letter} on change case. */
  static void shift(MemorySegment from, long start, long bytes, int letter, MemorySegment to) {
    shift(from, start, bytes, letter, to, 0);
  }

  /** As above, to a position. */
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
