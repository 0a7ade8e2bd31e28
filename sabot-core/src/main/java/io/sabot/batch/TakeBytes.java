package io.sabot.batch;

import java.lang.foreign.MemorySegment;

/**
 * Gather kernels for the bytes of strings and binaries. Most values are short: two words are copied
 * whatever the length, where both sides have room for them, and what they write behind the value is
 * overwritten by the next one.
 */
final class TakeBytes {
  /** Longer values are copied by the JDK. */
  private static final int SHORT = 64;

  private static final int STEP = 16;

  private static final int WORD = 8;

  /** So many values are loaded before they are stored. */
  private static final int BLOCK = 512;

  /** Bytes that may not be in the nearest caches. */
  private static final int FAR = 1 << 19;

  private TakeBytes() {}

  /**
   * Copies the bytes of the gathered rows one after the other.
   *
   * @param spans where in its chunk each row starts
   * @param ends the offsets of the gathered rows
   */
  static void rows(
      MemorySegment[] from, TextSpans spans, RowIds rows, MemorySegment ends, MemorySegment to) {
    int size = rows.size();
    if (from.length > 1) {
      many(from, rows.array(), spans.starts(), size, ends, to);
    } else if (isFar(from[0], rows)) {
      far(from[0], spans.starts(), size, ends, to);
    } else if (spans.areBelow(WORD)) {
      words(from[0], spans.starts(), size, ends, to);
    } else {
      near(from[0], spans.starts(), 0, size, ends, to);
    }
  }

  /** As {@link #rows}, by offsets of 64 bits. */
  static void largeRows(
      MemorySegment[] from,
      MemorySegment[] offsets,
      RowIds rows,
      MemorySegment ends,
      MemorySegment to) {
    long at = 0;
    for (int i = 0; i < rows.size(); i++) {
      long end = ends.get(Memory.LONG, (i + 1L) << 3);
      if (end > at) {
        int chunk = RowIds.chunk(rows.get(i));
        long start = offsets[chunk].get(Memory.LONG, (long) RowIds.row(rows.get(i)) << 3);
        copy(from[chunk], start, to, at, end - at);
      }
      at = end;
    }
  }

  private static void many(
      MemorySegment[] chunks,
      long[] ids,
      int[] starts,
      int size,
      MemorySegment ends,
      MemorySegment to) {
    long room = to.byteSize() - STEP;
    int at = 0;
    for (int i = 0; i < size; i++) {
      int end = ends.get(Memory.INT, (i + 1L) << 2);
      if (end > at) {
        MemorySegment from = chunks[RowIds.chunk(ids[i])];
        long start = starts[i];
        if (end - at <= STEP && at <= room && start <= from.byteSize() - STEP) {
          to.set(Memory.LONG, at, from.get(Memory.LONG, start));
          to.set(Memory.LONG, at + 8L, from.get(Memory.LONG, start + 8));
        } else {
          copy(from, start, to, at, end - at);
        }
      }
      at = end;
    }
  }

  /** Values of less than a word. */
  private static void words(
      MemorySegment from, int[] starts, int size, MemorySegment ends, MemorySegment to) {
    long whole = from.byteSize() - WORD;
    long room = to.byteSize() - WORD;
    int at = 0;
    for (int i = 0; i < size; i++) {
      int end = ends.get(Memory.INT, (i + 1L) << 2);
      long start = starts[i];
      if (at <= room && start <= whole) {
        to.set(Memory.LONG, at, from.get(Memory.LONG, start));
      } else {
        copy(from, start, to, at, end - at);
      }
      at = end;
    }
  }

  private static void near(
      MemorySegment from, int[] starts, int first, int last, MemorySegment ends, MemorySegment to) {
    long whole = from.byteSize() - STEP;
    long room = to.byteSize() - STEP;
    int at = ends.get(Memory.INT, (long) first << 2);
    for (int i = first; i < last; i++) {
      int end = ends.get(Memory.INT, (i + 1L) << 2);
      long start = starts[i];
      if (end - at <= STEP && at <= room && start <= whole) {
        to.set(Memory.LONG, at, from.get(Memory.LONG, start));
        to.set(Memory.LONG, at + 8L, from.get(Memory.LONG, start + 8));
      } else {
        copy(from, start, to, at, end - at);
      }
      at = end;
    }
  }

  /** Whether rows are taken here and there from more bytes than the nearest caches hold. */
  private static boolean isFar(MemorySegment bytes, RowIds rows) {
    if (bytes.byteSize() < FAR || rows.size() < BLOCK) {
      return false;
    }
    int falls = 0;
    for (int i = 1; i < BLOCK; i++) {
      falls += rows.get(i) < rows.get(i - 1) ? 1 : 0;
    }
    return falls > BLOCK / 8;
  }

  /**
   * First loads the beginnings of many values, so that the processor waits for all of them at once,
   * then writes them.
   */
  private static void far(
      MemorySegment from, int[] starts, int size, MemorySegment ends, MemorySegment to) {
    long[] heads = new long[2 * BLOCK];
    for (int first = 0; first < size; first += BLOCK) {
      int last = Math.min(size, first + BLOCK);
      load(from, starts, first, last, heads);
      if (ends.get(Memory.INT, (long) last << 2) + BLOCK > to.byteSize()) {
        near(from, starts, first, last, ends, to);
      } else {
        store(from, starts, first, last, heads, ends, to);
      }
    }
  }

  /** Values that start so near to the end that a step does not fit are left to {@link #copy}. */
  private static void load(MemorySegment bytes, int[] starts, int first, int last, long[] heads) {
    long whole = bytes.byteSize() - STEP;
    for (int i = first; i < last; i++) {
      long start = Math.min(starts[i], whole);
      heads[2 * (i - first)] = bytes.get(Memory.LONG, start);
      heads[2 * (i - first) + 1] = bytes.get(Memory.LONG, start + 8);
    }
  }

  private static void store(
      MemorySegment from,
      int[] starts,
      int first,
      int last,
      long[] heads,
      MemorySegment ends,
      MemorySegment to) {
    long whole = from.byteSize() - STEP;
    int at = ends.get(Memory.INT, (long) first << 2);
    for (int i = first; i < last; i++) {
      int end = ends.get(Memory.INT, (i + 1L) << 2);
      if (end - at <= STEP && starts[i] <= whole) {
        to.set(Memory.LONG, at, heads[2 * (i - first)]);
        to.set(Memory.LONG, at + 8L, heads[2 * (i - first) + 1]);
      } else {
        copy(from, starts[i], to, at, end - at);
      }
      at = end;
    }
  }

  /** What two words do not hold, or what lies at the end of either side. */
  private static void copy(MemorySegment from, long start, MemorySegment to, long at, long length) {
    long whole = (length + STEP - 1) & -STEP;
    if (length > SHORT || start + whole > from.byteSize() || at + whole > to.byteSize()) {
      MemorySegment.copy(from, start, to, at, length);
      return;
    }
    for (long i = 0; i < whole; i += STEP) {
      to.set(Memory.LONG, at + i, from.get(Memory.LONG, start + i));
      to.set(Memory.LONG, at + i + 8, from.get(Memory.LONG, start + i + 8));
    }
  }
}
