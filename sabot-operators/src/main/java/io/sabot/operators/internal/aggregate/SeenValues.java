package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.table.RowBits;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Which groups have a value. As soon as all have one, rows are not looked at any more, until there
 * are more groups. As long as no group is behind one without a value, nothing is kept of any.
 */
final class SeenValues implements ValueCounts {
  /**
   * 1 where a group has a value; of those that are not covered only, and not before there is one.
   */
  private final LongRecords seen;

  private final GroupRecords own;
  private boolean relying;
  private boolean marking;
  private int groups;

  /** Groups that were there before the last rows. */
  private int before;

  /** Groups that have a value, all in front of the first that has none. */
  private int covered;

  SeenValues(String name, GroupRecords records) {
    own = records.apart();
    seen = own.add(name);
  }

  @Override
  public void resize(int count) {
    groups = count;
    if (marking) {
      own.resize(count);
    }
  }

  private LongRecords marks() {
    if (!marking) {
      own.resize(groups);
      marking = true;
    }
    return seen;
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
    if (valid != null) {
      mark(marks().segment(), valid, groupIds, rows);
    } else if (relying && covered == before) {
      // New groups have rows among these, and no other group is without a value.
      covered = groups;
    } else {
      mark(marks().segment(), groupIds, rows);
    }
    advance();
    before = groups;
  }

  private void advance() {
    while (marking && covered < groups && seen.get(covered, 0) != 0) {
      covered++;
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
    add(0, RowBits.count(valid, rows));
  }

  /** Groups that are merged mostly come in the order of their numbers. */
  @Override
  public void add(int group, long more) {
    // New groups may come without a value.
    before = groups;
    if (more == 0 || group < covered) {
      return;
    }
    if (group == covered) {
      covered++;
      advance();
    } else {
      marks().set(group, 0, 1);
    }
  }

  @Override
  public long get(int group) {
    return group < covered || marking && seen.get(group, 0) != 0 ? 1 : 0;
  }

  @Override
  public List<Field> fields() {
    return seen.fields();
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
