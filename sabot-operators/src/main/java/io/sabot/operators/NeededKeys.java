package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.batch.Take;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.KeyFilter;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.table.Columns;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Drops rows that a join further on would drop, before others work on them: those whose key it has
 * not kept. As long as nothing is known of its keys, and where the filter keeps nearly all rows,
 * they all pass. Planners put it below joins and sorts that lie between.
 *
 * @param filter the number of the {@link HashJoin#filter}
 * @param columns the columns that the join looks up, in the order of its keys
 */
public record NeededKeys(int filter, List<String> columns) implements BatchOperator {
  public NeededKeys {
    columns = List.copyOf(columns);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    Columns.keys(name(), inputs.getFirst(), columns);
    return inputs.getFirst();
  }

  /** Dense, although few rows may be left: what reads them does not mind small batches. */
  @Override
  public OperatorProperties properties() {
    return OperatorProperties.ROW_INDEPENDENT;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(Columns.keys(name(), inputs.getFirst(), columns), context);
  }

  private final class Run extends UnaryRun {
    private final int[] ordinals;
    private final RunContext context;
    private int[] found = {};

    Run(int[] ordinals, RunContext context) {
      this.ordinals = ordinals;
      this.context = context;
    }

    @Override
    protected void process(Batch batch) {
      KeyFilter known = context.filters().get(filter);
      if (known == null || !known.pays()) {
        emit(batch);
        return;
      }
      int rows = batch.rowCount();
      Selection.Rows kept;
      try {
        kept = kept(batch, known, rows);
      } catch (Throwable failure) {
        batch.close();
        throw failure;
      }
      known.note(rows, kept.size());
      emit(kept.size() == rows ? batch : batch.withSelection(kept));
    }

    private Selection.Rows kept(Batch batch, KeyFilter known, int rows) {
      found = found.length < rows ? new int[rows] : found;
      List<Column> keys = new ArrayList<>();
      try {
        for (int ordinal : ordinals) {
          keys.add(selected(batch, ordinal));
        }
        known.find(keys, rows, found);
      } finally {
        keys.forEach(Column::close);
      }
      int[] kept = new int[rows];
      int count = 0;
      for (int i = 0; i < rows; i++) {
        kept[count] = i;
        count += found[i] >>> 31 ^ 1;
      }
      if (batch.selection() != Selection.ALL) {
        for (int i = 0; i < count; i++) {
          kept[i] = batch.selection().row(kept[i]);
        }
      }
      return new Selection.Rows(kept, count);
    }

    private Column selected(Batch batch, int ordinal) {
      Column column = batch.column(ordinal);
      if (batch.selection() == Selection.ALL) {
        return column.dictionary() == null
            ? column.share()
            : Take.decode(column, context.allocator());
      }
      RowIds rows = RowIds.of(batch.selection(), batch.length());
      try (Column taken = Take.rows(column, rows, context.allocator())) {
        return taken.dictionary() == null ? taken.share() : Take.decode(taken, context.allocator());
      }
    }
  }
}
