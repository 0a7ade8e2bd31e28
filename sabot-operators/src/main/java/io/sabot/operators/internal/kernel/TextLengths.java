package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** How long strings are. */
final class TextLengths {
  private static final long ONES = 0x0101_0101_0101_0101L;

  private TextLengths() {}

  static void bytes(MemorySegment offsets, int width, int length, MemorySegment to) {
    if (width == 4) {
      for (int row = 0; row < length; row++) {
        int start = offsets.get(Memory.INT, (long) row << 2);
        int end = offsets.get(Memory.INT, (long) row + 1 << 2);
        to.set(Memory.INT, (long) row << 2, end - start);
      }
      return;
    }
    for (int row = 0; row < length; row++) {
      long start = offsets.get(Memory.LONG, (long) row << 3);
      long end = offsets.get(Memory.LONG, (long) row + 1 << 3);
      to.set(Memory.INT, (long) row << 2, Math.toIntExact(end - start));
    }
  }

  static void codePoints(
      MemorySegment offsets, int width, MemorySegment values, int length, MemorySegment to) {
    MemorySegment padded = TextPattern.padded(values);
    long start = TextKernels.offset(offsets, width, 0);
    for (int row = 0; row < length; row++) {
      long end = TextKernels.offset(offsets, width, row + 1L);
      to.set(Memory.INT, (long) row << 2, Math.toIntExact(codePoints(padded, start, end)));
      start = end;
    }
  }

  /** Bytes that are not the second or a later one of a sequence. */
  static long codePoints(MemorySegment values, long start, long end) {
    long continuations = 0;
    long at = start;
    for (; at + 8 <= end; at += 8) {
      continuations += continuations(values.get(Memory.LONG, at));
    }
    if (at < end) {
      continuations += continuations(TextPattern.head(values, at) & TextPattern.mask(end - at));
    }
    return end - start - continuations;
  }

  private static int continuations(long word) {
    return Long.bitCount(word >>> 7 & ~word >>> 6 & ONES);
  }
}
