package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.RowsTable;
import io.sabot.operators.internal.sort.KeyColumns;
import io.sabot.operators.internal.sort.KeyedRows;
import io.sabot.state.StateTable;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The first rows of an order, in that order: what {@link Sort} followed by {@link Limit} gives,
 * holding about twice as many rows as asked for and one batch, however long the input is.
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
    private final KeyedRows kept;
    private final long wanted;
    private boolean pruned;
    private long given;

    Run(RunContext context, Schema schema, List<SortKey> keys, long wanted) {
      this.context = context;
      this.schema = schema;
      this.kept = new KeyedRows(schema, keys, context);
      this.wanted = wanted;
      if (wanted == 0) {
        stop();
      }
    }

    @Override
    protected void process(Batch batch) {
      Batch flat = batch.flat(context.allocator());
      keep(pruned ? candidates(flat) : flat);
    }

    /** Rows that come later than {@code wanted} smaller or equal ones are out already. */
    private Batch candidates(Batch flat) {
      try {
        Selection selection = kept.beforeLastOfFirstChunk(flat);
        return flat.withSelection(selection).dense(context.allocator());
      } catch (Throwable failure) {
        flat.close();
        throw failure;
      }
    }

    private void keep(Batch flat) {
      if (flat.rowCount() == 0) {
        flat.close();
        return;
      }
      kept.add(flat);
      if (kept.rows() - wanted > Math.max(wanted, SLACK)) {
        prune();
      }
    }

    /** Only the first rows stay, sorted, in one chunk: still before all that come later. */
    private void prune() {
      kept.sort();
      Batch first = kept.next(wanted);
      kept.clear();
      kept.add(first);
      pruned = true;
    }

    @Override
    protected void end() {
      kept.sort();
    }

    @Override
    protected void more() {
      Batch batch = kept.next(Math.min(context.options().batchRows(), wanted - given));
      if (batch != null) {
        given += batch.rowCount();
        emit(batch);
      }
    }

    @Override
    public List<StateTable> state() {
      return List.of(new RowsTable("rows", schema, kept::held, this::keepRestored));
    }

    private void keepRestored(Batch rows) {
      keep(rows.flat(context.allocator()));
    }

    @Override
    protected void release() {
      kept.close();
    }
  }
}
