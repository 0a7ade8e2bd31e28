package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * How many rows each group has, for all accumulators of a run together: their values are as many,
 * less the nulls.
 */
public final class RowCounts {
  private final LongRecords counts;
  private int sharers;

  /** Counts of nothing. */
  public RowCounts(GroupRecords records) {
    counts = records.add("rows");
  }

  /** One more accumulator takes its counts from here. */
  void share() {
    sharers++;
  }

  /** Whether one accumulator alone does, which may {@link #add} what others would not have. */
  boolean isOfOne() {
    return sharers == 1;
  }

  void add(int group, long more) {
    counts.add(group, 0, more);
  }

  /** Counts rows, after all accumulators have taken them. */
  void step(int[] places, int count) {
    add(counts.segment(), places, count);
  }

  static void add(MemorySegment to, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) places[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + 1);
    }
  }

  long get(int group) {
    return counts.get(group, 0);
  }
}
