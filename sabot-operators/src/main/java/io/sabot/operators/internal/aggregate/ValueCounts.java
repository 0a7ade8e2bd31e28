package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * How many values that are not null each group has. Where it only matters whether there is one and
 * groups come with their rows, nothing is counted until the first null comes: before that, every
 * group has a value.
 */
final class ValueCounts implements AutoCloseable {
  private final LongRecords counts;
  private final boolean exact;
  private boolean counting = true;
  private int groups;
  private int covered;
  private @Nullable RowCounts shared;

  private ValueCounts(
      String name, boolean exact, BufferAllocator allocator, Reservation reservation) {
    this.counts = new LongRecords(allocator, reservation, name);
    this.exact = exact;
  }

  /** Counts exactly. */
  static ValueCounts exact(BufferAllocator allocator, Reservation reservation) {
    return new ValueCounts("count", true, allocator, reservation);
  }

  /** Only tells groups without a value from others. */
  static ValueCounts seen(String name, BufferAllocator allocator, Reservation reservation) {
    return new ValueCounts(name, false, allocator, reservation);
  }

  void resize(int count) {
    groups = count;
    counts.resize(count);
  }

  /** Counts only when it must: see {@link Accumulator#groupsComeWithRows}. */
  void rely() {
    counting = exact;
  }

  /** Leaves the counting to another until the first null comes. */
  void share(RowCounts counts) {
    shared = exact ? counts : null;
    counting = !exact;
  }

  /** Takes rows. */
  void update(long @Nullable [] valid, int[] groupIds, int rows) {
    if (valid == null && !counting) {
      covered = rows == 0 ? covered : groups;
      return;
    }
    settle();
    if (valid == null) {
      all(counts.segment(), groupIds, rows);
    } else {
      some(counts.segment(), valid, groupIds, rows);
    }
  }

  /** As {@link #update} where there is one group only. */
  void updateOnly(long @Nullable [] valid, int rows) {
    long present = rows;
    if (valid != null) {
      present = 0;
      for (long word : valid) {
        present += Long.bitCount(word);
      }
    }
    add(0, present);
  }

  private static void all(MemorySegment to, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + 1);
    }
  }

  private static void some(MemorySegment to, long[] valid, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + (valid[i >>> 6] >>> i & 1));
    }
  }

  /** Counts from now on. */
  private void settle() {
    counting = true;
    for (int group = 0; group < covered; group++) {
      counts.segment().set(Memory.LONG, (long) group << 3, get(group));
    }
    covered = 0;
    shared = null;
  }

  /** Adds to the count of one group. */
  void add(int group, long more) {
    settle();
    long at = (long) group << 3;
    counts.segment().set(Memory.LONG, at, counts.segment().get(Memory.LONG, at) + more);
  }

  /** The count of a group; where only presence matters, 0 or more. */
  long get(int group) {
    if (group >= covered) {
      return counts.get(group, 0);
    }
    return shared == null ? 1 : shared.get(group);
  }

  List<Field> fields() {
    return counts.fields();
  }

  List<Column> write(int[] wanted, int count) {
    if (covered > 0) {
      settle();
    }
    return counts.write(wanted, count);
  }

  /** Merges written counts. */
  void read(Column state, int[] groupIds, int rows) {
    settle();
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
