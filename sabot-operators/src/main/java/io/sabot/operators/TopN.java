package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.Coalescer;
import io.sabot.operators.internal.row.Gather;
import io.sabot.operators.internal.row.RowsTable;
import io.sabot.operators.internal.sort.KeyColumns;
import io.sabot.operators.internal.sort.SortedRows;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The first rows of an order, in that order: what {@link Sort} followed by {@link Limit} gives,
 * holding about twice as many rows as asked for and one batch, however long the input is; on disk
 * where the memory budget ends.
 *
 * @param keys the order, as in {@link Sort}
 * @param rows how many, 0 or more
 */
public record TopN(List<SortKey> keys, long rows) implements BatchOperator {
  /** Rows kept beyond those asked for, at least: sorting for each single row would be slow. */
  private static final long SLACK = 1024;

  public TopN {
    keys = List.copyOf(keys);
    Limit.requireRows("TopN", rows);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    KeyColumns.check(name(), keys, inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.BLOCKING;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context, outputSchema(inputs), keys, rows);
  }

  private static final class Run extends UnaryRun {
    private final RunContext context;
    private final Schema schema;
    private final SortedRows kept;
    private final long wanted;
    private final Coalescer small;

    Run(RunContext context, Schema schema, List<SortKey> keys, long wanted) {
      this.context = context;
      this.schema = schema;
      this.kept = new SortedRows(schema, keys, wanted, context);
      this.wanted = wanted;
      this.small = new Coalescer(schema, few(context, wanted), this::keep);
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

    /** A batch far larger than what is kept comes in pieces, so that the first prune the others. */
    @Override
    protected void process(Batch batch) {
      if (batch.rowCount() > Math.max(context.options().batchRows(), Math.max(wanted, SLACK))) {
        takePieces(batch);
      } else if (kept.hasKeptFirst()) {
        take(candidates(batch).dense(context.allocator()));
      } else {
        take(batch);
      }
    }

    /** What is kept of a piece is copied: it would hold the whole batch. */
    private void takePieces(Batch batch) {
      try (batch) {
        for (int start = 0; start < batch.rowCount(); ) {
          int count = Math.min(context.options().batchRows(), batch.rowCount() - start);
          try (Batch rows = candidates(batch.slice(start, count, context.allocator()))) {
            take(Gather.selected(schema, List.of(rows), context.allocator()));
          }
          start += count;
        }
      }
    }

    private void take(Batch batch) {
      if (batch.rowCount() > 0) {
        small.add(batch);
      } else {
        batch.close();
      }
    }

    /** Rows that come later than {@code wanted} smaller or equal ones are out already. */
    private Batch candidates(Batch batch) {
      return kept.candidates(batch.flat(context.allocator()));
    }

    /** Those kept stay sorted, and still before all that come later. */
    private void keep(Batch batch) {
      kept.add(batch);
      if (kept.rowsInMemory() - wanted > Math.max(wanted, SLACK)) {
        kept.dropOthers();
      }
    }

    @Override
    protected void end() {
      small.flush();
      kept.finish();
    }

    @Override
    protected void more() {
      Batch batch = kept.next();
      if (batch != null) {
        emit(batch);
      }
    }

    @Override
    public List<StateTable> state() {
      return List.of(new RowsTable("rows", schema, this::held, small::add));
    }

    private List<Batch> held() {
      return Stream.concat(kept.held().stream(), small.held().stream()).toList();
    }

    @Override
    protected void release() {
      try (kept) {
        small.close();
      }
    }
  }
}
