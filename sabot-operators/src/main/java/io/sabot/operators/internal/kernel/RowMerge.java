package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Merges sorted runs of rows by their encoded keys ({@link SortKeyKernels}): a tree of losers, each
 * node of which holds the run that lost there, so that a row costs one comparison per level. Of
 * equal keys that of the earlier run comes first.
 */
public final class RowMerge {
  /** What {@link #next} gives when no run is exhausted. */
  public static final int NONE = -1;

  private final int runs;
  private final int[] losers;
  private final MemorySegment[] keys;
  private final long[][] starts;
  private final long[] prefixes;
  private final int[] chunks;
  private final int[] rows;
  private int winner = NONE;

  /** Runs without rows; {@link #load} gives them some, {@link #start} begins. */
  public RowMerge(int runs) {
    this.runs = runs;
    losers = new int[runs];
    keys = new MemorySegment[runs];
    starts = new long[runs][];
    prefixes = new long[runs];
    chunks = new int[runs];
    rows = new int[runs];
    Arrays.fill(losers, NONE);
    Arrays.fill(keys, MemorySegment.NULL);
    Arrays.fill(starts, new long[1]);
  }

  /**
   * The next rows of a run, at least one.
   *
   * @param chunk what row ids call them
   * @param encoded their keys, with eight bytes to spare behind them
   * @param keyStarts where each key starts, and the last ends
   */
  public void load(int run, int chunk, MemorySegment encoded, long[] keyStarts) {
    keys[run] = encoded;
    starts[run] = keyStarts;
    chunks[run] = chunk;
    rows[run] = 0;
    prefixes[run] = RowSort.prefix(encoded, keyStarts[0], keyStarts[1]);
  }

  /** A run has no more rows. */
  public void end(int run) {
    starts[run] = new long[1];
    rows[run] = 0;
  }

  /** The rows of a run that are left are called otherwise in row ids. */
  public void rename(int run, int chunk) {
    chunks[run] = chunk;
  }

  /** All runs have their first rows. */
  public void start() {
    for (int run = 0; run < runs; run++) {
      replay(run);
    }
  }

  /** The rows of a run that was exhausted are loaded, or it has ended. */
  public void goOn(int run) {
    replay(run);
  }

  /**
   * Adds the next rows in order until there are {@code most} ids, or a run has none left: that one
   * is loaded or ended, and {@link #goOn} called, before this is called again.
   *
   * @return the run that is exhausted, or {@link #NONE} where there are enough ids or no more rows
   */
  public int next(RowIds ids, int most) {
    while (ids.size() < most) {
      int run = winner;
      int row = rows[run];
      if (isExhausted(run)) {
        return NONE;
      }
      ids.add(RowIds.id(chunks[run], row));
      rows[run] = row + 1;
      if (isExhausted(run)) {
        return run;
      }
      prefixes[run] = RowSort.prefix(keys[run], starts[run][row + 1], starts[run][row + 2]);
      replay(run);
    }
    return NONE;
  }

  private boolean isExhausted(int run) {
    return rows[run] == starts[run].length - 1;
  }

  /** The first row of a run has changed: it plays its way up again. */
  private void replay(int run) {
    int best = run;
    for (int node = (run + runs) >>> 1; node > 0; node >>>= 1) {
      int other = losers[node];
      if (other == NONE) {
        losers[node] = best;
        return;
      }
      if (isBefore(other, best)) {
        losers[node] = best;
        best = other;
      }
    }
    winner = best;
  }

  private boolean isBefore(int one, int two) {
    if (isExhausted(one) || isExhausted(two)) {
      return isExhausted(two) && (!isExhausted(one) || one < two);
    }
    if (prefixes[one] != prefixes[two]) {
      return prefixes[one] < prefixes[two];
    }
    long[] starts1 = starts[one];
    long[] starts2 = starts[two];
    int row1 = rows[one];
    int row2 = rows[two];
    int order =
        RowSort.compare(
            keys[one],
            starts1[row1] + Long.BYTES,
            starts1[row1 + 1],
            keys[two],
            starts2[row2] + Long.BYTES,
            starts2[row2 + 1]);
    return order == 0 ? one < two : order < 0;
  }
}
