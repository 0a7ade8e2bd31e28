package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.RowBits;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Counts each value. Where rows are counted elsewhere, only nulls are counted here. */
final class ExactCounts implements ValueCounts {
  /** While rows are counted elsewhere, what is to be added to those: nulls, negative. */
  private final LongRecords counts;

  private int groups;
  private @Nullable RowCounts shared;

  ExactCounts(BufferAllocator allocator, Reservation reservation) {
    counts = new LongRecords(allocator, reservation, "count");
  }

  @Override
  public void resize(int count) {
    groups = count;
    counts.resize(count);
  }

  @Override
  public void rely() {}

  @Override
  public boolean countsRows() {
    return true;
  }

  @Override
  public void share(RowCounts rows) {
    shared = rows;
  }

  @Override
  public void update(long @Nullable [] valid, int[] groupIds, int rows) {
    if (shared == null) {
      RowCounts.add(counts.segment(), groupIds, rows);
    }
    if (valid != null) {
      subtractNulls(counts.segment(), valid, groupIds, rows);
    }
  }

  private static void subtractNulls(MemorySegment to, long[] valid, int[] groupIds, int rows) {
    for (int w = 0; w << 6 < rows; w++) {
      for (long nulls = RowBits.nulls(valid, w, 0, rows); nulls != 0; nulls &= nulls - 1) {
        long at = (long) groupIds[(w << 6) + Long.numberOfTrailingZeros(nulls)] << 3;
        to.set(Memory.LONG, at, to.get(Memory.LONG, at) - 1);
      }
    }
  }

  @Override
  public void updateOnly(long @Nullable [] valid, int rows) {
    add(0, RowBits.count(valid, rows));
  }

  /** Counts all by itself from now on. */
  private void settle() {
    if (shared != null) {
      for (int group = 0; group < groups; group++) {
        counts.segment().set(Memory.LONG, (long) group << 3, get(group));
      }
      shared = null;
    }
  }

  private void add(int group, long more) {
    settle();
    long at = (long) group << 3;
    counts.segment().set(Memory.LONG, at, counts.segment().get(Memory.LONG, at) + more);
  }

  @Override
  public long get(int group) {
    return counts.get(group, 0) + (shared == null ? 0 : shared.get(group));
  }

  @Override
  public List<Field> fields() {
    return counts.fields();
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    settle();
    return counts.write(wanted, count);
  }

  @Override
  public void read(Column state, int[] groupIds, int rows) {
    MemorySegment from = state.segment(1);
    for (int i = 0; i < rows; i++) {
      add(groupIds[i], from.get(Memory.LONG, (long) i << 3));
    }
  }

  @Override
  public void close() {
    counts.close();
  }
}
