package io.sabot.operators;

import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.sort.FirstRowsRun;
import io.sabot.operators.internal.sort.KeyColumns;
import io.sabot.operators.internal.sort.SortShape;
import java.util.List;
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
    return rows == 0 ? OperatorProperties.BLOCKING : OperatorProperties.BLOCKING.merging();
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new FirstRowsRun(new SortShape(outputSchema(inputs), keys, rows), context);
  }
}
