package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The arguments of a function of times for a few neighbouring rows. Rows that are null hold
 * anything: what they give, and whether they fail, does not matter. Not thread-safe.
 */
public final class TimeChunk {
  private final int rows;
  private final TimeWindow[] arguments;
  private final long[] failed = new long[TimeWindow.ROWS >>> 6];
  private boolean anyFailed;
  private int first;
  private int count;

  /** Rows to go through. */
  public TimeChunk(int rows, TimeWindow... arguments) {
    this.rows = rows;
    this.arguments = arguments;
  }

  /** Moves to the window that starts at a row, a multiple of {@link TimeWindow#ROWS}. */
  public void load(int row) {
    first = row;
    count = Math.min(TimeWindow.ROWS, rows - row);
    if (anyFailed) {
      Arrays.fill(failed, 0);
      anyFailed = false;
    }
    for (TimeWindow argument : arguments) {
      argument.load(first, count, this);
    }
  }

  /** How many rows it has. */
  public int count() {
    return count;
  }

  /** Says that a row has no result. */
  void fail(int row) {
    failed[row >>> 6] |= 1L << row;
    anyFailed = true;
  }

  /** Clears the bits of the rows that failed; whether none did. */
  public boolean settle(MemorySegment ok) {
    if (anyFailed) {
      for (int w = 0; w << 6 < count; w++) {
        int word = (first >>> 6) + w;
        Bitmaps.putWord(ok, word, rows, Bitmaps.word(ok, word, rows) & ~failed[w]);
      }
    }
    return !anyFailed;
  }

  TimeWindow argument(int index) {
    return arguments[index];
  }
}
