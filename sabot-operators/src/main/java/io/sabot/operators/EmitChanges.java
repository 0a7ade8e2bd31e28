package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.group.RunningRun;
import io.sabot.state.StateGroups;
import io.sabot.state.StateName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The groups of {@link GroupBy}, given again and again while rows come: each time those that have
 * changed since, with their keys and what they aggregate to now. Whoever keeps the last row of each
 * key has what a group-by of all rows so far gives. Changes are given every so often, before each
 * barrier, and at the end of the input. Their order is not promised; rows of one key are given in
 * the order of time.
 *
 * <p>State is kept of every key, in memory: where its budget ends, the run fails. Where the input
 * has the column {@link StateGroups#COLUMN}, state is kept by that, and outlives the run.
 *
 * @param keys columns or expressions
 * @param aggregates what is computed of each group
 * @param every how much time lies between two times, at least; zero gives changes after each batch
 * @param state what the groups are called where they are looked up
 */
public record EmitChanges(
    List<Expression> keys, List<Aggregate> aggregates, Duration every, String state)
    implements BatchOperator {
  private static final Duration LONGEST = Duration.ofDays(365);

  public EmitChanges {
    keys = List.copyOf(keys);
    aggregates = List.copyOf(aggregates);
    if (every.isNegative() || every.compareTo(LONGEST) > 0) {
      throw Problem.at("EmitChanges", ErrorCode.INVALID_ARGUMENT)
          .rule("the time between changes must lie between zero and a year")
          .but("it is " + every)
          .cure("give a duration such as Duration.ofSeconds(1)")
          .plan();
    }
    StateName.check("EmitChanges", state);
  }

  private GroupBy groupBy() {
    return new GroupBy(keys, aggregates);
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return groupBy().outputSchema(inputs);
  }

  /** Keys are declared where all of them are columns. */
  @Override
  public OperatorProperties properties() {
    List<List<String>> columns = groupBy().properties().keys();
    return columns.isEmpty()
        ? OperatorProperties.STATEFUL
        : OperatorProperties.STATEFUL.withKeys(columns).withParallelismHint(1);
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    Schema input = inputs.getFirst();
    return new RunningRun(
        groupBy().shape(inputs), state, every, StateGroups.ordinal(input), context);
  }

  /** There is none of rows that do not tell their state group. */
  @Override
  public Optional<String> keyedState(List<Schema> inputs) {
    return StateGroups.ordinal(inputs.getFirst()) < 0 ? Optional.empty() : Optional.of(state);
  }

  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    return this + groupBy().userFunctions(inputs.getFirst());
  }
}
