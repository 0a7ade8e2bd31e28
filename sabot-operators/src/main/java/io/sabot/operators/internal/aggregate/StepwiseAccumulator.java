package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;

/**
 * An accumulator that adds rows to the records of their groups, some rows at a time: until the next
 * ones come, these records stay in near memory for all other accumulators.
 */
interface StepwiseAccumulator extends Accumulator {
  /** Sees all rows that will come in steps; keeps the arguments until the last step. */
  void begin(List<Column> arguments, int[] groups, int rows);

  /** Adds rows from {@code from} to before {@code to}. */
  void step(int[] groups, int from, int to);

  @Override
  default void update(List<Column> arguments, int[] groups, int rows) {
    begin(arguments, groups, rows);
    step(groups, 0, rows);
  }
}
