package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.lang.foreign.MemorySegment;

/** Where values that are gathered lie in their chunks, by offsets of 32 bits. */
final class TextSpans {
  private final int[] starts;
  private int lengths;

  /** Of rows whose {@link RowIds#places} it uses. */
  TextSpans(RowIds rows) {
    starts = rows.places();
  }

  /** Row → where in the bytes of its chunk its value starts; 0 for a null row. */
  int[] starts() {
    return starts;
  }

  /** Whether all values are shorter than so many bytes, a power of 2. */
  boolean areBelow(int bytes) {
    return Integer.compareUnsigned(lengths, bytes) < 0;
  }

  /** Finds the values of rows and writes where they end in the result; returns the last end. */
  long place(MemorySegment[] from, RowIds rows, MemorySegment to) {
    to.set(Memory.INT, 0, 0);
    long end = from.length == 1 ? one(from[0], rows, to) : many(from, rows, to);
    if (end > Integer.MAX_VALUE) {
      throw tooLong(from, rows);
    }
    return end;
  }

  private long one(MemorySegment offsets, RowIds rows, MemorySegment to) {
    long[] ids = rows.array();
    int size = rows.size();
    int[] found = starts;
    int all = 0;
    long end = 0;
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      int start = 0;
      if (id >= 0) {
        start = offsets.get(Memory.INT, id << 2);
        int length = offsets.get(Memory.INT, (id << 2) + 4) - start;
        all |= length;
        end += length;
      }
      found[i] = start;
      to.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
    lengths = all;
    return end;
  }

  private long many(MemorySegment[] from, RowIds rows, MemorySegment to) {
    long[] ids = rows.array();
    int size = rows.size();
    int[] found = starts;
    int all = 0;
    long end = 0;
    for (int i = 0; i < size; i++) {
      long id = ids[i];
      int start = 0;
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long at = (long) RowIds.row(id) << 2;
        start = offsets.get(Memory.INT, at);
        int length = offsets.get(Memory.INT, at + 4) - start;
        all |= length;
        end += length;
      }
      found[i] = start;
      to.set(Memory.INT, (i + 1L) << 2, (int) end);
    }
    lengths = all;
    return end;
  }

  private static RuntimeException tooLong(MemorySegment[] from, RowIds rows) {
    long end = 0;
    int row = -1;
    while (end <= Integer.MAX_VALUE) {
      long id = rows.get(++row);
      if (id >= 0) {
        MemorySegment offsets = from[RowIds.chunk(id)];
        long at = RowIds.row(id);
        end +=
            TakeVariable.offset(offsets, false, at + 1) - TakeVariable.offset(offsets, false, at);
      }
    }
    return Problem.at("Take", ErrorCode.INVALID_BATCH)
        .rule("32-bit offsets address at most 2147483647 bytes in a batch")
        .but("row " + row + " passes that")
        .cure("use smaller batches, or cast the column to its large type")
        .run();
  }
}
