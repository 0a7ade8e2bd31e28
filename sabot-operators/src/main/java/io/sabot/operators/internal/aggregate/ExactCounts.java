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
  /**
   * While rows are counted elsewhere, what is to be added to those: nulls, negative. There is none
   * before the first null.
   */
  private final LongRecords counts;

  private final BufferAllocator allocator;
  private int groups;
  private @Nullable RowCounts shared;
  private boolean counting = true;

  ExactCounts(BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    counts = new LongRecords(allocator, reservation, "count");
  }

  @Override
  public void resize(int count) {
    groups = count;
    if (counting) {
      counts.resize(count);
    }
  }

  private MemorySegment counts() {
    if (!counting) {
      counts.resize(groups);
      counting = true;
    }
    return counts.segment();
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
    counting = false;
  }

  @Override
  public void update(long @Nullable [] valid, int[] groupIds, int rows) {
    if (shared == null) {
      RowCounts.add(counts.segment(), groupIds, rows);
    }
    if (valid != null) {
      subtractNulls(counts(), valid, groupIds, rows);
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
        counts().set(Memory.LONG, (long) group << 3, get(group));
      }
      shared = null;
    }
  }

  @Override
  public void add(int group, long more) {
    settle();
    long at = (long) group << 3;
    counts.segment().set(Memory.LONG, at, counts.segment().get(Memory.LONG, at) + more);
  }

  @Override
  public long get(int group) {
    return (counting ? counts.get(group, 0) : 0) + (shared == null ? 0 : shared.get(group));
  }

  @Override
  public List<Field> fields() {
    return counts.fields();
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    Field field = fields().getFirst();
    return List.of(LongRecords.column(field, count, i -> get(wanted[i]), allocator));
  }

  @Override
  public void close() {
    counts.close();
  }
}
