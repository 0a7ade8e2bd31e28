package io.sabot.operators;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.memory.Reservation;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.table.Columns;
import io.sabot.operators.internal.table.KeyState;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Keeps the first row of each different key, in source order, as it goes: unbounded inputs may be
 * read, at the cost of remembering every key. Null equals null here, NaN equals NaN.
 *
 * @param columns the columns that make a row different; none means all
 */
public record Distinct(List<String> columns) implements BatchOperator {
  private static final OperatorProperties SPARSE =
      OperatorProperties.STATEFUL.withDensity(OperatorProperties.Density.SPARSE);

  public Distinct {
    columns = List.copyOf(columns);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    keys(inputs.getFirst());
    return inputs.getFirst();
  }

  private int[] keys(Schema input) {
    List<String> names =
        columns.isEmpty() ? input.getFields().stream().map(Field::getName).toList() : columns;
    return Columns.keys(name(), input, names);
  }

  /** Keys are declared where columns are named; without names, rows stay on one worker. */
  @Override
  public OperatorProperties properties() {
    return columns.isEmpty() ? SPARSE : SPARSE.withKeys(List.of(columns));
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context, inputs.getFirst(), keys(inputs.getFirst()));
  }

  private static final class Run extends UnaryRun {
    private final RunContext context;
    private final int[] ordinals;
    private final Reservation reservation;
    private final KeyTable table;
    private final RowIds added = new RowIds(8);
    private int[] ids = {};

    Run(RunContext context, Schema input, int[] ordinals) {
      this.context = context;
      this.ordinals = ordinals;
      this.reservation = context.reserve("keys");
      List<ArrowType> types = new ArrayList<>();
      for (int ordinal : ordinals) {
        types.add(input.getFields().get(ordinal).getType());
      }
      this.table = KeyTable.of(types, KeyTable.Nulls.EQUAL, context, reservation);
    }

    @Override
    protected void process(Batch batch) {
      Batch dense = batch.dense(context.allocator());
      try {
        ids = ids.length < dense.length() ? new int[dense.length()] : ids;
        added.clear();
        table.findOrInsert(keys(dense), dense.length(), ids, added);
      } catch (Throwable failure) {
        dense.close();
        throw failure;
      }
      emit(added.size() == dense.length() ? dense : dense.withSelection(firsts()));
    }

    private List<Column> keys(Batch dense) {
      List<Column> keys = new ArrayList<>();
      for (int ordinal : ordinals) {
        keys.add(dense.column(ordinal));
      }
      return keys;
    }

    private Selection firsts() {
      int[] rows = new int[added.size()];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (int) added.get(i);
      }
      return new Selection.Rows(rows, rows.length);
    }

    @Override
    public List<StateTable> state() {
      return List.of(new KeyState("Distinct", "keys", table, context));
    }

    @Override
    protected void release() {
      table.close();
      reservation.close();
    }
  }
}
