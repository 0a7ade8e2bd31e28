package io.sabot.operators.internal.kernel;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Pieces of strings: where they lie, and their bytes one behind the other. */
final class TextPieces {
  /** Longer pieces are worth a call into the JDK's copy. */
  private static final int SHORT = 64;

  private TextPieces() {}

  static void substringAscii(
      MemorySegment offsets,
      int width,
      int length,
      long first,
      long count,
      long[] starts,
      int[] lengths) {
    long start = TextKernels.offset(offsets, width, 0);
    for (int row = 0; row < length; row++) {
      long end = TextKernels.offset(offsets, width, row + 1L);
      long size = end - start;
      long from = first < 0 ? Math.max(0, size + first) : Math.min(first, size);
      starts[row] = start + from;
      lengths[row] = (int) Math.max(0, Math.min(count, size - from));
      start = end;
    }
  }

  static void substring(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      long first,
      long count,
      long[] starts,
      int[] lengths) {
    MemorySegment padded = TextPattern.padded(values);
    long start = TextKernels.offset(offsets, width, 0);
    for (int row = 0; row < length; row++) {
      long end = TextKernels.offset(offsets, width, row + 1L);
      long skip =
          first < 0 ? Math.max(0, TextLengths.codePoints(padded, start, end) + first) : first;
      long from = skip(padded, start, end, skip);
      starts[row] = from;
      lengths[row] = (int) (skip(padded, from, end, count) - from);
      start = end;
    }
  }

  /** The position {@code count} code points further on, at most the end. */
  private static long skip(MemorySegment values, long start, long end, long count) {
    long at = start;
    for (long i = 0; i < count && at < end; i++) {
      at++;
      while (at < end && (values.get(Memory.BYTE, at) & 0xC0) == 0x80) {
        at++;
      }
    }
    return at;
  }

  static long offsets(int[] lengths, int length, int width, MemorySegment to) {
    long end = 0;
    if (width == 4) {
      to.set(Memory.INT, 0, 0);
      for (int row = 0; row < length; row++) {
        end += lengths[row];
        to.set(Memory.INT, (long) row + 1 << 2, (int) end);
      }
      return end;
    }
    to.set(Memory.LONG, 0, 0);
    for (int row = 0; row < length; row++) {
      end += lengths[row];
      to.set(Memory.LONG, (long) row + 1 << 3, end);
    }
    return end;
  }

  /**
   * Words are copied whole where both sides have room for them: what is written too far is
   * overwritten by the next piece.
   */
  static void copy(
      MemorySegment values, long[] starts, int[] lengths, int length, MemorySegment to) {
    long lastFrom = values.byteSize() - SHORT;
    long lastTo = to.byteSize() - SHORT;
    long at = 0;
    for (int row = 0; row < length; row++) {
      long start = starts[row];
      int size = lengths[row];
      if (size <= SHORT && start <= lastFrom && at <= lastTo) {
        for (int i = 0; i < size; i += 8) {
          to.set(Memory.LONG, at + i, values.get(Memory.LONG, start + i));
        }
      } else {
        MemorySegment.copy(values, start, to, at, size);
      }
      at += size;
    }
  }
}
