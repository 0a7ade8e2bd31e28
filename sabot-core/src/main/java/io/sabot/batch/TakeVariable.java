package io.sabot.batch;

import java.lang.foreign.MemorySegment;

/** Gather kernels for offsets of 32 or 64 bits. */
final class TakeVariable {
  private TakeVariable() {}

  static long offset(MemorySegment offsets, boolean large, long row) {
    return large ? offsets.get(Memory.LONG, row << 3) : offsets.get(Memory.INT, row << 2);
  }

  /** Writes the offsets of the gathered rows, from 0; returns the last one. */
  static long offsets(MemorySegment[] from, boolean large, RowIds rows, MemorySegment to) {
    return large
        ? large(from, rows.array(), rows.size(), to)
        : new TextSpans(rows).place(from, rows, to);
  }

  private static long large(MemorySegment[] from, long[] ids, int size, MemorySegment to) {
    long end = 0;
    to.set(Memory.LONG, 0, 0);
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long at = (long) RowIds.row(id) << 3;
        end += offsets.get(Memory.LONG, at + 8) - offsets.get(Memory.LONG, at);
      }
      to.set(Memory.LONG, (i + 1L) << 3, end);
    }
    return end;
  }
}
