package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/**
 * How many rows each group has, for all accumulators of a run together: their values are as many,
 * less the nulls.
 */
public final class RowCounts implements AutoCloseable {
  private final LongRecords counts;

  /** Counts of nothing; the reservation stays with the caller. */
  public RowCounts(BufferAllocator allocator, Reservation reservation) {
    counts = new LongRecords(allocator, reservation, "rows");
  }

  /** Makes room for this many groups. */
  public void resize(int groups) {
    counts.resize(groups);
  }

  /** Counts rows, after all accumulators have taken them. */
  public void update(int[] groupIds, int rows) {
    add(counts.segment(), groupIds, rows);
  }

  static void add(MemorySegment to, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + 1);
    }
  }

  long get(int group) {
    return counts.get(group, 0);
  }

  @Override
  public void close() {
    counts.close();
  }
}
