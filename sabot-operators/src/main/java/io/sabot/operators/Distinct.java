package io.sabot.operators;

import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.distinct.DistinctRun;
import io.sabot.operators.internal.distinct.DistinctShape;
import io.sabot.operators.internal.table.Columns;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Keeps the first row of each different key, in source order, as it goes: unbounded inputs may be
 * read, at the cost of remembering every key. Null equals null here, NaN equals NaN. Where the
 * memory budget ends, keys and rows go to disk, and first rows come at the end, still in source
 * order.
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

  int[] keys(Schema input) {
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
    Schema input = inputs.getFirst();
    return new DistinctRun(new DistinctShape(input, keys(input)), context);
  }
}
