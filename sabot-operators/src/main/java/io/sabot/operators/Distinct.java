package io.sabot.operators;

import io.sabot.RunOptions;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.distinct.DistinctRun;
import io.sabot.operators.internal.distinct.DistinctShape;
import io.sabot.operators.internal.distinct.KeptDistinctRun;
import io.sabot.operators.internal.table.Columns;
import io.sabot.state.StateGroups;
import io.sabot.state.StateName;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Keeps the first row of each different key, in source order, as it goes: unbounded inputs may be
 * read, at the cost of remembering every key. Null equals null here, NaN equals NaN. Where the
 * memory budget ends, keys and rows go to disk, and first rows come at the end, still in source
 * order.
 *
 * <p>Where the input has the column {@link StateGroups#COLUMN}, which passes through and is no key,
 * keys are kept by that, and outlive the run; they stay in memory, and where its budget ends, the
 * run fails.
 *
 * @param columns the columns that make a row different; none means all
 * @param state what the keys are called that outlive the run
 */
public record Distinct(List<String> columns, String state) implements BatchOperator {
  private static final OperatorProperties SPARSE =
      OperatorProperties.STATEFUL.withDensity(OperatorProperties.Density.SPARSE);

  public Distinct {
    columns = List.copyOf(columns);
    StateName.check("Distinct", state);
  }

  /** As the other, where no keys outlive the run. */
  public Distinct(List<String> columns) {
    this(columns, "distinct");
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    keys(inputs.getFirst());
    return inputs.getFirst();
  }

  int[] keys(Schema input) {
    return Columns.keys(name(), input, columns.isEmpty() ? all(input) : columns);
  }

  private static List<String> all(Schema input) {
    return input.getFields().stream()
        .map(Field::getName)
        .filter(name -> !name.equals(StateGroups.COLUMN))
        .toList();
  }

  /** Keys are declared where columns are named; without names, rows stay on one worker. */
  @Override
  public OperatorProperties properties() {
    return columns.isEmpty() ? SPARSE : SPARSE.withKeys(List.of(columns));
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    Schema input = inputs.getFirst();
    DistinctShape shape = new DistinctShape(input, keys(input));
    int stateGroup = StateGroups.ordinal(input);
    return stateGroup < 0
        ? new DistinctRun(shape, context)
        : new KeptDistinctRun(shape, state, stateGroup, context);
  }

  /** The state is nothing to those who keep none. */
  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    return keyedState(inputs).isPresent() ? toString() : "Distinct[columns=" + columns + "]";
  }

  /** There is none of rows that do not tell their state group. */
  @Override
  public Optional<String> keyedState(List<Schema> inputs) {
    return StateGroups.ordinal(inputs.getFirst()) < 0 ? Optional.empty() : Optional.of(state);
  }
}
