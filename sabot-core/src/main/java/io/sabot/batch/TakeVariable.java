package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.lang.foreign.MemorySegment;

/** Gather kernels for offsets, 32 or 64 bits; {@link TakeBytes} copies what lies between them. */
final class TakeVariable {
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
}
