package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.table.RowBits;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Counts each value. Where rows are counted elsewhere, only what differs is counted here. */
final class ExactCounts implements ValueCounts {
  private final GroupRecords own;

  /** All values; where rows are counted elsewhere, what is to be added: nulls are negative. */
  private final LongRecords counts;

  /** Whether there are {@link #counts}: not before the first that is to be added. */
  private boolean counting;

  private @Nullable RowCounts shared;
  private int groups;

  ExactCounts(GroupRecords records) {
    own = records.apart();
    counts = own.add("count");
  }

  @Override
  public void resize(int count) {
    groups = count;
    if (counting) {
      own.resize(count);
    }
  }

  private LongRecords counts() {
    if (!counting) {
      own.resize(groups);
      counting = true;
    }
    return counts;
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
    rows.share();
  }

  @Override
  public void update(long @Nullable [] valid, int[] groupIds, int rows) {
    if (shared == null) {
      RowCounts.add(counts().segment(), groupIds, rows);
    }
    if (valid != null) {
      subtractNulls(counts().segment(), valid, groupIds, rows);
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

  @Override
  public void add(int group, long more) {
    if (shared != null && shared.isOfOne()) {
      shared.add(group, more);
    } else {
      counts().add(group, 0, more);
    }
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
    return List.of(LongRecords.column(field, count, i -> get(wanted[i]), own.allocator()));
  }

  @Override
  public void close() {
    own.close();
  }
}
