package io.sabot.operators.internal.sort;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.row.Gather;
import java.util.List;

/** One execution of a sort of which only the first rows are wanted: others are dropped early. */
public final class FirstRowsRun extends SortingRun {
  /** Rows kept beyond those asked for, at least: sorting for each single row would be slow. */
  private static final long SLACK = 1024;

  private final long wanted;
  private final RunContext given;

  /** A run over input of this shape. */
  public FirstRowsRun(SortShape shape, RunContext context) {
    super(shape, few(context, shape.wanted()));
    this.wanted = shape.wanted();
    this.given = context;
    if (wanted == 0) {
      stop();
    }
  }

  /** Waiting for a full batch would hold more rows than are kept. */
  private static RunContext few(RunContext context, long wanted) {
    RunOptions options = context.options();
    int rows = (int) Math.min(options.batchRows(), Math.max(wanted, SLACK));
    return context.with(options.withBatchRows(rows));
  }

  private FirstRowsRun(FirstRowsRun first) {
    super(first);
    this.wanted = first.wanted;
    this.given = first.given;
  }

  @Override
  public OperatorRun beside() {
    return new FirstRowsRun(this);
  }

  /** A batch far larger than what is kept comes in pieces, so that the first prune the others. */
  @Override
  protected void take(Batch batch) {
    if (batch.rowCount() > Math.max(given.options().batchRows(), Math.max(wanted, SLACK))) {
      takePieces(batch);
    } else if (rows().hasKeptFirst()) {
      super.take(candidates(batch).dense(given.allocator()));
    } else {
      super.take(batch);
    }
  }

  /** What is kept of a piece is copied: it would hold the whole batch. */
  private void takePieces(Batch batch) {
    try (batch) {
      for (int start = 0; start < batch.rowCount(); ) {
        int count = Math.min(given.options().batchRows(), batch.rowCount() - start);
        try (Batch rows = candidates(batch.slice(start, count, given.allocator()))) {
          super.take(Gather.selected(schema(), List.of(rows), given.allocator()));
        }
        start += count;
      }
    }
  }

  /** Rows that come later than {@code wanted} smaller or equal ones are out already. */
  private Batch candidates(Batch batch) {
    return rows().candidates(batch.flat(given.allocator()));
  }

  /** Those kept stay sorted, and still before all that come later. */
  @Override
  protected void keep(Batch batch) {
    super.keep(batch);
    if (rows().rowsInMemory() - wanted > Math.max(wanted, SLACK)) {
      rows().dropOthers();
    }
  }
}
