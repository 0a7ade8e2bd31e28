package io.sabot.operators;

import io.sabot.expression.SortKey;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.sort.KeyColumns;
import io.sabot.operators.internal.sort.SortShape;
import io.sabot.operators.internal.sort.SortingRun;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * All rows in order; rows with equal keys stay in input order. NaN is larger than every number and
 * equal to NaN, -0.0 equals 0.0, strings and binaries are compared byte by byte, false is less than
 * true; nulls stand last in either direction unless a key says otherwise. Nothing is emitted before
 * the input ends; all of it is held until then, on disk where the memory budget ends.
 *
 * @param keys the order: the first key decides, each other one where those before it are equal
 */
public record Sort(List<SortKey> keys) implements BatchOperator {
  public Sort {
    keys = List.copyOf(keys);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    KeyColumns.check(name(), keys, inputs.getFirst());
    return inputs.getFirst();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.BLOCKING.merging();
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new SortingRun(new SortShape(outputSchema(inputs), keys, SortShape.ALL), context);
  }
}
