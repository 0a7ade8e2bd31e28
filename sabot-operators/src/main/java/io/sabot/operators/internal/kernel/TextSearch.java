package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Looks for a pattern in the bytes of all rows at once, its first and its last byte eight positions
 * at a time; which row a hit lies in is found afterwards.
 */
final class TextSearch {
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

  private TextSearch() {}

  static void contains(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    MemorySegment found = bits.asSlice(0, Bitmaps.bytes(length));
    found.fill((byte) (pattern.size() == 0 ? ~invert : invert));
    if (pattern.size() == 0 || length == 0) {
      return;
    }
    Hits hits = new Hits(offsets, width, TextPattern.padded(values), length, pattern, found);
    long end = TextKernels.offset(offsets, width, length) - pattern.size();
    long at = TextKernels.offset(offsets, width, 0);
    while (at <= end) {
      at = next(hits, at, end);
    }
  }

  /** Scans to the next hit; returns the end of its row, or a position past {@code end}. */
  private static long next(Hits hits, long start, long end) {
    MemorySegment values = hits.values;
    int distance = hits.pattern.size() - 1;
    long first = (hits.pattern.get(0) & 0xFFL) * ONES;
    long last = (hits.pattern.get(distance) & 0xFFL) * ONES;
    long at = start;
    for (long limit = end - 7; at <= limit; at += 8) {
      long differ =
          values.get(Memory.LONG, at) ^ first | values.get(Memory.LONG, at + distance) ^ last;
      long equal = ~((differ & LOW_BITS) + LOW_BITS | differ | LOW_BITS);
      for (; equal != 0; equal &= equal - 1) {
        long rowEnd = hits.mark(at + (Long.numberOfTrailingZeros(equal) >>> 3));
        if (rowEnd >= 0) {
          return rowEnd;
        }
      }
    }
    for (; at <= end; at++) {
      long rowEnd = hits.mark(at);
      if (rowEnd >= 0) {
        return rowEnd;
      }
    }
    return at;
  }

  /** The rows of ascending positions. */
  private static final class Hits {
    private final MemorySegment offsets;
    private final int width;
    private final MemorySegment values;
    private final int length;
    private final TextPattern pattern;
    private final MemorySegment bits;
    private int row;

    Hits(
        MemorySegment offsets,
        int width,
        MemorySegment values,
        int length,
        TextPattern pattern,
        MemorySegment bits) {
      this.offsets = offsets;
      this.width = width;
      this.values = values;
      this.length = length;
      this.pattern = pattern;
      this.bits = bits;
    }

    /** Flips the bit of the row in which the pattern lies at a position; its end, or -1. */
    long mark(long at) {
      if (!pattern.isAt(values, at)) {
        return -1;
      }
      long end = TextKernels.offset(offsets, width, row + 1L);
      while (end <= at && row < length - 1) {
        row++;
        end = TextKernels.offset(offsets, width, row + 1L);
      }
      if (at + pattern.size() > end) {
        return -1;
      }
      int place = row >>> 3;
      bits.set(Memory.BYTE, place, (byte) (bits.get(Memory.BYTE, place) ^ 1 << (row & 7)));
      return end;
    }
  }
}
