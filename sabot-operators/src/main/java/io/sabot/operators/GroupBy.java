package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.aggregate.AggregateCall;
import io.sabot.operators.internal.backend.UserCode;
import io.sabot.operators.internal.backend.UserFunctionWords;
import io.sabot.operators.internal.group.GroupRun;
import io.sabot.operators.internal.group.GroupShape;
import io.sabot.operators.internal.totals.TotalsCode;
import io.sabot.operators.internal.totals.TotalsRun;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One row for each different key: the keys, then the aggregates, under the names asked for. Null is
 * a key of its own, NaN equals NaN, and −0.0 equals 0.0. Without keys there is one row for all
 * input, also where that is empty: counts are 0, everything else is null. The order of rows is not
 * promised.
 *
 * <p>Aggregates pass over nulls. {@code sum} of integers is Int64 and overflow of the result an
 * error; of decimals it is decimal(38, s); of floats it is Float64, off by at most 1e-12 times the
 * sum of magnitudes. {@code mean} is Float64. {@code min} and {@code max} order strings by their
 * UTF-8 bytes and put NaN last. {@code first} and {@code last} follow input order.
 *
 * @param keys columns or expressions
 * @param aggregates what is computed of each group
 * @param mostRows how many rows come at most, {@link Long#MAX_VALUE} where nobody knows; results do
 *     not depend on it, but how soon it pays to expect a group for nearly each row does
 */
public record GroupBy(List<Expression> keys, List<Aggregate> aggregates, long mostRows)
    implements BatchOperator {
  public GroupBy {
    keys = List.copyOf(keys);
    aggregates = List.copyOf(aggregates);
  }

  /** Of any number of rows. */
  public GroupBy(List<Expression> keys, List<Aggregate> aggregates) {
    this(keys, aggregates, Long.MAX_VALUE);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return shape(inputs).output();
  }

  GroupShape shape(List<Schema> inputs) {
    return new GroupShape(keys, aggregates, inputs.getFirst());
  }

  /**
   * Keys are declared where all of them are columns. Rows may be spread over workers in any way;
   * aggregates that follow their order go by the place of each.
   */
  @Override
  public OperatorProperties properties() {
    List<String> columns = new ArrayList<>();
    for (Expression key : keys) {
      if (column(key) instanceof Expression.ColumnReference(String name)) {
        columns.add(name);
      }
    }
    OperatorProperties properties =
        keys.isEmpty() || columns.size() < keys.size()
            ? OperatorProperties.BLOCKING
            : OperatorProperties.BLOCKING.withKeys(List.of(columns));
    return properties.merging();
  }

  /** Whether results depend on the order of rows, as first and last do. */
  public boolean followsOrder() {
    return aggregates.stream().anyMatch(AggregateCall::followsOrder);
  }

  @Override
  public OperatorProperties properties(List<Schema> inputs) {
    return UserCode.kept(properties(), shape(inputs).bound());
  }

  private static Expression column(Expression key) {
    return key instanceof Expression.Alias(Expression argument, String name)
        ? column(argument)
        : key;
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    GroupShape shape = shape(inputs);
    return keys.isEmpty()
        ? new TotalsRun(TotalsCode.of(null, shape), null, context)
        : new GroupRun(shape, context, mostRows);
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    String words =
        keys.isEmpty() ? TotalsCode.of(null, shape(inputs)).words(options.backend()) : "";
    return this + words + userFunctions(inputs.getFirst());
  }

  /** Keys and aggregates: what is computed, and not how. */
  @Override
  public String toString() {
    return "GroupBy[keys=" + keys + ", aggregates=" + aggregates + "]";
  }

  /** How user functions among keys and arguments run. */
  String userFunctions(Schema input) {
    List<Expression> looked = new ArrayList<>(keys);
    for (Aggregate aggregate : aggregates) {
      looked.addAll(aggregate.arguments());
    }
    return UserFunctionWords.of(name(), looked, input);
  }
}
