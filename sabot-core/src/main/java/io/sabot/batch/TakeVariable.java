package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.lang.foreign.MemorySegment;

/** Gather kernels for offsets (32 or 64 bits) and the bytes between them. */
final class TakeVariable {
  private TakeVariable() {}

  static long offset(MemorySegment offsets, boolean large, long row) {
    return large ? offsets.get(Memory.LONG, row << 3) : offsets.get(Memory.INT, row << 2);
  }

  private static void putOffset(MemorySegment offsets, boolean large, long row, long value) {
    if (large) {
      offsets.set(Memory.LONG, row << 3, value);
    } else {
      offsets.set(Memory.INT, row << 2, (int) value);
    }
  }

  /** Writes the offsets of the gathered rows, from 0; returns the last one. */
  static long offsets(MemorySegment[] from, boolean large, RowIds rows, MemorySegment to) {
    long end = 0;
    putOffset(to, large, 0, 0);
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long row = RowIds.row(id);
        end += offset(offsets, large, row + 1) - offset(offsets, large, row);
      }
      if (!large && end > Integer.MAX_VALUE) {
        throw tooLong(i);
      }
      putOffset(to, large, i + 1L, end);
    }
    return end;
  }

  private static RuntimeException tooLong(int row) {
    return Problem.at("Take", ErrorCode.INVALID_BATCH)
        .rule("32-bit offsets address at most 2147483647 bytes in a batch")
        .but("row " + row + " passes that")
        .cure("use smaller batches, or cast the column to its large type")
        .run();
  }

  /** Copies the bytes of the gathered rows one after the other. */
  static void bytes(
      MemorySegment[] from, MemorySegment[] offsets, boolean large, RowIds rows, MemorySegment to) {
    long at = 0;
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      if (id < 0) {
        continue;
      }
      int chunk = RowIds.chunk(id);
      long row = RowIds.row(id);
      long start = offset(offsets[chunk], large, row);
      long length = offset(offsets[chunk], large, row + 1) - start;
      copy(from[chunk], start, to, at, length);
      at += length;
    }
  }

  /** Short strings are most strings: a byte loop beats the call into the JDK's copy for them. */
  private static void copy(MemorySegment from, long start, MemorySegment to, long at, long length) {
    if (length > 16) {
      MemorySegment.copy(from, start, to, at, length);
      return;
    }
    for (int i = 0; i < (int) length; i++) {
      to.set(Memory.BYTE, at + i, from.get(Memory.BYTE, start + i));
    }
  }
}
