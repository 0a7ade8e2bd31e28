package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Looks for a pattern in the bytes of all rows at once, its first and its last byte at {@value
 * ByteKernels#BLOCK} positions at a time; which row a hit lies in, and whether what else must lie
 * behind it does, is found afterwards.
 */
final class TextSearch {
  private final MemorySegment offsets;
  private final int width;
  private final MemorySegment values;
  private final int length;
  private final TextPattern pattern;
  private final TextPieces rest;
  private final MemorySegment bits;
  private int row;

  private TextSearch(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      TextPieces rest,
      MemorySegment bits) {
    this.offsets = offsets;
    this.width = width;
    this.values = values;
    this.length = length;
    this.pattern = pattern;
    this.rest = rest;
    this.bits = bits;
  }

  /**
   * Rows in which the pattern occurs, with the rest behind its first place in the row.
   *
   * @param rest what must follow, anywhere behind
   */
  static void contains(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      TextPieces rest,
      long invert,
      MemorySegment bits) {
    MemorySegment found = bits.asSlice(0, Bitmaps.bytes(length));
    found.fill((byte) (pattern.size() == 0 ? ~invert : invert));
    if (pattern.size() > 0 && length > 0) {
      MemorySegment padded = TextPattern.padded(values);
      new TextSearch(offsets, width, padded, length, pattern, rest, found).run();
    }
  }

  private void run() {
    int distance = pattern.size() - 1;
    byte first = pattern.get(0);
    byte last = pattern.get(distance);
    long end = TextKernels.offset(offsets, width, length) - distance;
    long at = TextKernels.offset(offsets, width, 0);
    while (at + ByteKernels.BLOCK <= end) {
      long open = Kernels.BYTES.pairs(values, at, first, last, distance);
      long next = at + ByteKernels.BLOCK;
      while (open != 0) {
        long known = mark(at + Long.numberOfTrailingZeros(open));
        open &= open - 1;
        if (known >= next) {
          next = known;
          break;
        }
        if (known >= 0) {
          open &= -1L << (known - at);
        }
      }
      at = next;
    }
    while (at < end) {
      at = Math.max(at + 1, mark(at));
    }
  }

  /** Flips the bit of the row that matches at a position; the end of what is known, or -1. */
  private long mark(long at) {
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
    if (rest.follow(values, at + pattern.size(), end)) {
      int place = row >>> 3;
      bits.set(Memory.BYTE, place, (byte) (bits.get(Memory.BYTE, place) ^ 1 << (row & 7)));
    }
    return end;
  }
}
