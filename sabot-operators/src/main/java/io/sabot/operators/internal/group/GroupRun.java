package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.MergingRun;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.Inputs;
import io.sabot.state.StateTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution of a grouping: takes all rows, then gives the groups in bounded batches. */
public final class GroupRun extends UnaryRun implements MergingRun {
  private final GroupShape shape;
  private final RunContext context;
  private @Nullable Inputs inputs;
  private final Groups groups;
  private boolean ended;
  private int limit;
  private int given;

  /** A run over input of this shape. */
  public GroupRun(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.groups = new Groups(shape, context);
  }

  @Override
  protected void process(Batch batch) {
    try (Batch flat = batch.flat(context.allocator())) {
      List<Column> read = inputs().columns(flat);
      try {
        groups.update(read, flat.length());
      } finally {
        read.forEach(Column::close);
      }
    }
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
    groups.merge(((GroupRun) other).groups);
  }

  @Override
  protected void end() {
    if (shape.keyCount == 0) {
      groups.assign(List.of(), 0);
    }
    limit = BatchLimit.rows(context.options(), groups.bytesPerGroup());
    ended = true;
  }

  @Override
  protected void more() {
    if (!ended) {
      return;
    }
    Batch batch = groups.finish(given, limit);
    if (batch != null) {
      given += batch.length();
      emit(batch);
    }
  }

  /** One table, {@code groups}: a row for each, its key and the state of its aggregates. */
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
  }
}
