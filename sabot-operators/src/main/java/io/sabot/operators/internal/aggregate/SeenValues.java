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

/**
 * Which groups have a value. As soon as all have one, rows are not looked at any more, until there
 * are more groups.
 */
final class SeenValues implements ValueCounts {
  /** 1 where a group has a value. */
  private final LongRecords seen;

  private boolean relying;
  private int groups;

  /** Groups that were there before the last rows. */
  private int before;

  /** Groups that have a value, all in front of the first that has none. */
  private int covered;

  SeenValues(String name, BufferAllocator allocator, Reservation reservation) {
    seen = new LongRecords(allocator, reservation, name);
  }

  @Override
  public void resize(int count) {
    groups = count;
    seen.resize(count);
  }

  @Override
  public void rely() {
    relying = true;
  }

  @Override
  public boolean countsRows() {
    return false;
  }

  @Override
  public void share(RowCounts rows) {}

  @Override
  public void update(long @Nullable [] valid, int[] groupIds, int rows) {
    if (covered == groups || rows == 0) {
      return;
    }
    MemorySegment to = seen.segment();
    if (valid != null) {
      mark(to, valid, groupIds, rows);
    } else if (relying && covered == before) {
      // New groups have rows among these, and no other group is without a value.
      markAll(to, before, groups);
    } else {
      mark(to, groupIds, rows);
    }
    advance();
  }

  private void advance() {
    while (covered < groups && seen.get(covered, 0) != 0) {
      covered++;
    }
    before = groups;
  }

  private static void markAll(MemorySegment to, int first, int end) {
    for (int group = first; group < end; group++) {
      to.set(Memory.LONG, (long) group << 3, 1);
    }
  }

  private static void mark(MemorySegment to, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      to.set(Memory.LONG, (long) groupIds[i] << 3, 1);
    }
  }

  private static void mark(MemorySegment to, long[] valid, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) | valid[i >>> 6] >>> i & 1);
    }
  }

  @Override
  public void updateOnly(long @Nullable [] valid, int rows) {
    if (RowBits.count(valid, rows) > 0) {
      markAll(seen.segment(), 0, 1);
    }
  }

  @Override
  public long get(int group) {
    return seen.get(group, 0);
  }

  @Override
  public List<Field> fields() {
    return seen.fields();
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    return seen.write(wanted, count);
  }

  @Override
  public void read(Column state, int[] groupIds, int rows) {
    MemorySegment from = state.segment(1);
    MemorySegment to = seen.segment();
    for (int i = 0; i < rows; i++) {
      if (from.get(Memory.LONG, (long) i << 3) != 0) {
        to.set(Memory.LONG, (long) groupIds[i] << 3, 1);
      }
    }
    advance();
  }

  @Override
  public void close() {
    seen.close();
  }
}
