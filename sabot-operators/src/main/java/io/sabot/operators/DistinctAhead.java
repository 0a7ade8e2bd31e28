package io.sabot.operators;

import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.distinct.AheadRun;
import io.sabot.operators.internal.distinct.DistinctShape;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Drops rows whose key the same thread has passed on before, where several threads work on the
 * input: none of them is the first of its key, so that a {@link Distinct} behind it has less to
 * look at. All rows pass where one thread works, and where most keys are new.
 *
 * @param columns the columns that make a row different; none means all
 */
public record DistinctAhead(List<String> columns) implements BatchOperator {
  public DistinctAhead {
    columns = List.copyOf(columns);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return new Distinct(columns).outputSchema(inputs);
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.STATEFUL.sharing();
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    Schema input = inputs.getFirst();
    return new AheadRun(new DistinctShape(input, new Distinct(columns).keys(input)), context);
  }
}
