package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.state.StateInput;
import io.sabot.state.StateOutput;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups that are given while more rows come, and which of them have changed since. */
final class RunningGroups implements AutoCloseable {
  private final GroupShape shape;
  private final RunContext context;
  private final Groups groups;
  private final BitSet changed = new BitSet();

  /** Where to look for the next group that has changed. */
  private int next;

  RunningGroups(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.groups = new Groups(shape, context);
    // Totals are there before the first row, and nobody knows of them yet.
    changed.set(0, shape.keyCount == 0);
  }

  /** How many keys are held. */
  int count() {
    return groups.count();
  }

  /** Bytes held. */
  long heldBytes() {
    return groups.heldBytes();
  }

  /** Takes rows: keys, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    int[] ids = groups.update(read, rows);
    for (int i = 0; i < rows; i++) {
      changed.set(ids[i]);
    }
  }

  /**
   * The next groups that have changed and were not given since, or null where there is none left;
   * the batch passes to the caller.
   */
  @Nullable Batch giveChanges() {
    int[] ids = take(BatchLimit.rows(context.options(), groups.bytesPerGroup()));
    return ids.length == 0 ? null : finish(ids);
  }

  private Batch finish(int[] ids) {
    if (shape.keyCount == 0) {
      groups.assign(List.of(), 0);
    }
    return groups.finish(ids);
  }

  private int[] take(int most) {
    int[] ids = new int[Math.min(most, groups.count())];
    int count = 0;
    int id = changed.nextSetBit(next);
    for (; id >= 0 && count < ids.length; id = changed.nextSetBit(id + 1)) {
      ids[count++] = id;
    }
    if (count > 0) {
      changed.clear(ids[0], ids[count - 1] + 1);
    }
    next = Math.max(id, 0);
    return Arrays.copyOf(ids, count);
  }

  /**
   * What is held of one key, or null where it is not held; the row passes to the caller.
   *
   * @param key flat columns of one row, which stay with the caller
   */
  @Nullable Batch find(List<Column> key) {
    int id = groups.find(key);
    return id < 0 ? null : finish(new int[] {id});
  }

  /** Gives all groups as state; they stay. */
  void write(StateOutput to) {
    GroupState state = new GroupState(shape, context, groups);
    int block = context.options().batchRows();
    for (int first = 0; first < groups.count(); first += block) {
      int[] ids = new int[Math.min(block, groups.count() - first)];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = first + i;
      }
      to.write(state.rows(ids));
    }
  }

  /** Takes groups from state: they have not changed. */
  void read(StateInput from) {
    GroupState state = new GroupState(shape, context, groups);
    for (Batch rows = from.next(); rows != null; rows = from.next()) {
      state.read(rows);
    }
  }

  @Override
  public void close() {
    groups.close();
  }
}
