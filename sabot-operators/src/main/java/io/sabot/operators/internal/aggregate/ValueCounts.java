package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** How many values that are not null each group has, or only whether it has any. */
sealed interface ValueCounts extends AutoCloseable permits ExactCounts, SeenValues {
  /** Counts exactly. */
  static ValueCounts exact(GroupRecords records) {
    return new ExactCounts(records);
  }

  /** Only tells groups without a value from others. */
  static ValueCounts seen(String name, GroupRecords records) {
    return new SeenValues(name, records);
  }

  /** Makes room for this many groups; new ones have no value. */
  void resize(int groups);

  /** See {@link Accumulator#groupsComeWithRows}. */
  void rely();

  /** Whether rows that are counted elsewhere spare it that. */
  boolean countsRows();

  /** Leaves the counting of rows to another, if it counts any. */
  void share(RowCounts rows);

  /** Takes rows; {@code valid} has a bit for each that holds a value, or is null where all do. */
  void update(long @Nullable [] valid, int[] groupIds, int rows);

  /** As {@link #update} where there is one group only. */
  void updateOnly(long @Nullable [] valid, int rows);

  /** The count of a group; where only presence matters, 0 or more. */
  long get(int group);

  /** What {@link #write} writes. */
  List<Field> fields();

  /** The counts of groups, which pass to the caller. */
  List<Column> write(int[] groups, int count);

  /** Takes over the counts of another of the same kind, which stay there, too. */
  default void merge(ValueCounts other, int[] groupIds) {
    for (int i = 0; i < groupIds.length; i++) {
      add(groupIds[i], other.get(i));
    }
  }

  /** Adds values to a group. */
  void add(int group, long more);

  /** Merges written counts, which stay with the caller. */
  default void read(Column state, int[] groupIds, int rows) {
    MemorySegment from = state.segment(1);
    for (int i = 0; i < rows; i++) {
      add(groupIds[i], from.get(Memory.LONG, (long) i << 3));
    }
  }

  @Override
  void close();
}
