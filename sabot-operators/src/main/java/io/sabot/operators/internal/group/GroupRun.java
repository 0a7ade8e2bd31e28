package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Take;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.Inputs;
import io.sabot.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a grouping: takes all rows, then gives the groups in bounded batches. Of several
 * runs side by side each has groups of its own, which are merged at the end; where nearly each row
 * brings a new key, a run goes over to groups that it shares with the others.
 */
public final class GroupRun extends UnaryRun implements MergingRun {
  /** So many target batches of groups are merged before it matters. */
  private static final int MERGED_BATCHES = 4;

  /** Rows for each group from which on groups of one's own pay. */
  private static final int WORTH_MERGING = 2;

  private final GroupShape shape;
  private final RunContext context;
  private final SharedGroups shared;
  private final boolean owner;
  private @Nullable Inputs inputs;
  private Groups groups;
  private long rows;
  private boolean spread;
  private List<Groups> results = List.of();
  private int next;
  private int limit;
  private int given;

  /** A run over input of this shape. */
  public GroupRun(GroupShape shape, RunContext context) {
    this(shape, context, new SharedGroups(shape, context), true);
  }

  private GroupRun(GroupShape shape, RunContext context, SharedGroups shared, boolean owner) {
    this.shape = shape;
    this.context = context;
    this.shared = shared;
    this.owner = owner;
    this.groups = new Groups(shape, context);
  }

  @Override
  public OperatorRun beside() {
    shared.share();
    return new GroupRun(shape, context, shared, false);
  }

  @Override
  protected void process(Batch batch) {
    try (Batch dense = batch.dense(context.allocator())) {
      List<Column> read = decoded(inputs().columns(dense));
      try {
        update(read, dense.length());
      } finally {
        read.forEach(Column::close);
      }
    }
  }

  /** Keys may stay dictionary-encoded, unless they are taken apart; the columns pass through. */
  private List<Column> decoded(List<Column> columns) {
    List<Column> read = new ArrayList<>(columns);
    try {
      for (int i = spread ? 0 : shape.keyCount; i < read.size(); i++) {
        try (Column column = read.get(i)) {
          read.set(i, Take.decode(column, context.allocator()));
        }
      }
      return read;
    } catch (Throwable failure) {
      read.forEach(Column::close);
      throw failure;
    }
  }

  private void update(List<Column> read, int count) {
    if (spread) {
      shared.update(read, count);
      return;
    }
    groups.update(read, count);
    rows += count;
    if (shared.isShared() && isWorthSpreading()) {
      spread();
    }
  }

  private boolean isWorthSpreading() {
    long count = groups.count();
    return shape.keyCount > 0
        && count >= (long) MERGED_BATCHES * context.options().batchRows()
        && rows < WORTH_MERGING * count;
  }

  private void spread() {
    shared.merge(groups);
    groups.close();
    groups = new Groups(shape, context);
    spread = true;
  }

  /** Compiled with the first batch: totals may come without any. */
  private Inputs inputs() {
    if (inputs == null) {
      inputs = new Inputs("GroupBy", shape.read, shape.input, context);
    }
    return inputs;
  }

  @Override
  public void merge(OperatorRun other) {
    GroupRun run = (GroupRun) other;
    if (run.spread && !spread) {
      spread();
    } else if (spread && !run.spread) {
      shared.merge(run.groups);
    } else if (!spread) {
      groups.merge(run.groups);
    }
  }

  @Override
  protected void end() {
    if (shape.keyCount == 0) {
      groups.assign(List.of(), 0);
    }
    results = spread ? shared.parts() : List.of(groups);
  }

  @Override
  protected void more() {
    while (next < results.size()) {
      Groups from = results.get(next);
      limit = given == 0 ? BatchLimit.rows(context.options(), from.bytesPerGroup()) : limit;
      Batch batch = from.finish(given, limit);
      if (batch != null) {
        given += batch.length();
        emit(batch);
        return;
      }
      next++;
      given = 0;
    }
  }

  /**
   * One table, {@code groups}: a row for each, its key and the state of its aggregates; of a run
   * that shares none.
   */
  @Override
  public List<StateTable> state() {
    return List.of(new GroupState(shape, context, groups));
  }

  @Override
  protected void release() {
    if (inputs != null) {
      inputs.close();
    }
    groups.close();
    if (owner) {
      shared.close();
    }
  }
}
