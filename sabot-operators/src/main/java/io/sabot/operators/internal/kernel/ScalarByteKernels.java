package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import io.sabot.batch.Utf8Validation;
import java.lang.foreign.MemorySegment;

/** Eight bytes at a time, in a word. */
final class ScalarByteKernels implements ByteKernels {
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long ONES = 0x0101_0101_0101_0101L;

  /** Moves the lowest bit of each byte into the highest byte. */
  private static final long GATHER = 0x0102_0408_1020_4080L;

  @Override
  public long pairs(MemorySegment values, long at, byte first, byte last, int distance) {
    long firsts = (first & 0xFFL) * ONES;
    long lasts = (last & 0xFFL) * ONES;
    long found = 0;
    for (int i = 0; i < BLOCK; i += 8) {
      long differ =
          values.get(Memory.LONG, at + i) ^ firsts
              | values.get(Memory.LONG, at + i + distance) ^ lasts;
      long equal = ~((differ & LOW_BITS) + LOW_BITS | differ | LOW_BITS);
      found |= ((equal >>> 7) * GATHER >>> 56) << i;
    }
    return found;
  }

  @Override
  public boolean isAscii(MemorySegment values, long start, long end) {
    return Utf8Validation.isAscii(values, start, end);
  }

  @Override
  public void shift(
      MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position) {
    shift(from, start, 0, bytes, letter, to, position);
  }

  /** As {@link #shift}, from byte {@code done} on. */
  static void shift(
      MemorySegment from,
      long start,
      long done,
      long bytes,
      int letter,
      MemorySegment to,
      long position) {
    long below = (0x80 - letter) * ONES;
    long above = (0x80 - letter - 26) * ONES;
    long at = done;
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
