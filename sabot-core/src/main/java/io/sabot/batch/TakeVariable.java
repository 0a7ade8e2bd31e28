package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.lang.foreign.MemorySegment;

/** Gather kernels for offsets (32 or 64 bits) and the bytes between them. */
final class TakeVariable {
  /** Longer values are copied by the JDK, shorter ones in steps of 16 bytes. */
  private static final int SHORT = 64;

  private static final int STEP = 16;

  /** So many values are loaded before they are stored. */
  private static final int BLOCK = 512;

  /** Bytes that may not be in the nearest caches. */
  private static final int FAR = 1 << 19;

  private TakeVariable() {}

  static long offset(MemorySegment offsets, boolean large, long row) {
    return large ? offsets.get(Memory.LONG, row << 3) : offsets.get(Memory.INT, row << 2);
  }

  /** Writes the offsets of the gathered rows, from 0; returns the last one. */
  static long offsets(MemorySegment[] from, boolean large, RowIds rows, MemorySegment to) {
    return offsets(from, large, rows, to, new long[rows.size()]);
  }

  /**
   * As {@link #offsets(MemorySegment[], boolean, RowIds, MemorySegment)}, and notes where in its
   * chunk the bytes of each row start.
   */
  static long offsets(
      MemorySegment[] from, boolean large, RowIds rows, MemorySegment to, long[] starts) {
    long[] ids = rows.array();
    if (large) {
      return large(from, ids, rows.size(), to, starts);
    }
    return from.length == 1
        ? one(from[0], ids, rows.size(), to, starts)
        : many(from, ids, rows.size(), to, starts);
  }

  private static long one(
      MemorySegment offsets, long[] ids, int size, MemorySegment to, long[] starts) {
    long end = 0;
    to.set(Memory.INT, 0, 0);
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      if (id >= 0) {
        int start = offsets.get(Memory.INT, id << 2);
        starts[i] = start;
        end += offsets.get(Memory.INT, (id << 2) + 4) - start;
        checkShort(end, i);
      }
      to.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
    return end;
  }

  private static long many(
      MemorySegment[] from, long[] ids, int size, MemorySegment to, long[] starts) {
    long end = 0;
    to.set(Memory.INT, 0, 0);
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long at = (long) RowIds.row(id) << 2;
        int start = offsets.get(Memory.INT, at);
        starts[i] = start;
        end += offsets.get(Memory.INT, at + 4) - start;
        checkShort(end, i);
      }
      to.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
    return end;
  }

  private static long large(
      MemorySegment[] from, long[] ids, int size, MemorySegment to, long[] starts) {
    long end = 0;
    to.set(Memory.LONG, 0, 0);
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long at = (long) RowIds.row(id) << 3;
        starts[i] = offsets.get(Memory.LONG, at);
        end += offsets.get(Memory.LONG, at + 8) - starts[i];
      }
      to.set(Memory.LONG, (i + 1L) << 3, end);
    }
    return end;
  }

  private static void checkShort(long end, int row) {
    if (end > Integer.MAX_VALUE) {
      throw Problem.at("Take", ErrorCode.INVALID_BATCH)
          .rule("32-bit offsets address at most 2147483647 bytes in a batch")
          .but("row " + row + " passes that")
          .cure("use smaller batches, or cast the column to its large type")
          .run();
    }
  }

  /**
   * Copies the bytes of the gathered rows one after the other.
   *
   * @param starts where in its chunk each row starts
   * @param ends the offsets of the gathered rows
   */
  static void bytes(
      MemorySegment[] from,
      long[] starts,
      boolean large,
      RowIds rows,
      MemorySegment ends,
      MemorySegment to) {
    Source source = new Source(from, rows.array(), starts, large, ends);
    if (from.length == 1 && isFar(from[0], rows)) {
      far(source, rows.size(), to);
    } else {
      near(source, 0, rows.size(), to);
    }
  }

  /** What is copied: chunks, row ids, where in its chunk each row starts, where in all it ends. */
  private record Source(
      MemorySegment[] chunks, long[] ids, long[] starts, boolean large, MemorySegment ends) {
    long end(int row) {
      return offset(ends, large, row);
    }
  }

  private static void near(Source source, int first, int last, MemorySegment to) {
    MemorySegment[] chunks = source.chunks;
    long[] ids = source.ids;
    long[] starts = source.starts;
    MemorySegment only = chunks.length == 1 ? chunks[0] : null;
    long at = source.end(first);
    for (int i = first; i < last; i++) {
      long end = source.end(i + 1);
      if (end > at) {
        copy(only != null ? only : chunks[RowIds.chunk(ids[i])], starts[i], to, at, end - at);
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
  private static void far(Source source, int size, MemorySegment to) {
    MemorySegment bytes = source.chunks[0];
    long[] heads = new long[2 * BLOCK];
    for (int first = 0; first < size; first += BLOCK) {
      int last = Math.min(size, first + BLOCK);
      load(bytes, source.starts, first, last, heads);
      if (source.end(last) + BLOCK > to.byteSize()) {
        near(source, first, last, to);
      } else {
        store(source, first, last, heads, to);
      }
    }
  }

  /** Values that start so near to the end that a step does not fit are left to {@link #copy}. */
  private static void load(MemorySegment bytes, long[] starts, int first, int last, long[] heads) {
    long limit = bytes.byteSize() - STEP;
    for (int i = first; i < last; i++) {
      long start = Math.min(starts[i], limit);
      heads[2 * (i - first)] = bytes.get(Memory.LONG, start);
      heads[2 * (i - first) + 1] = bytes.get(Memory.LONG, start + 8);
    }
  }

  private static void store(Source source, int first, int last, long[] heads, MemorySegment to) {
    MemorySegment bytes = source.chunks[0];
    long limit = bytes.byteSize() - STEP;
    long at = source.end(first);
    for (int i = first; i < last; i++) {
      long end = source.end(i + 1);
      if (end - at <= STEP && source.starts[i] <= limit) {
        to.set(Memory.LONG, at, heads[2 * (i - first)]);
        to.set(Memory.LONG, at + 8, heads[2 * (i - first) + 1]);
      } else {
        copy(bytes, source.starts[i], to, at, end - at);
      }
      at = end;
    }
  }

  /**
   * Most values are short. A whole step is copied where both sides have room for it; what it writes
   * behind the value is overwritten by the next one.
   */
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
