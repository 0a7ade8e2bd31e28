package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;

/**
 * An accumulator that adds rows to the records of their groups, some rows at a time: until the next
 * ones come, these records stay in near memory for all other accumulators.
 */
abstract class StepwiseAccumulator implements Accumulator {
  private final RowSteps alone;

  StepwiseAccumulator(GroupRecords records) {
    alone = new RowSteps(records, null);
  }

  /** Sees all rows that will come in steps; keeps the arguments until the last step. */
  abstract void begin(List<Column> arguments, int[] groups, int rows);

  /**
   * Adds rows from {@code first} on.
   *
   * @param places where the record of each of them is, in words
   * @param count how many there are
   */
  abstract void step(int[] places, int first, int count);

  @Override
  public final void update(List<Column> arguments, int[] groups, int rows) {
    alone.add(this, arguments, groups, rows);
    alone.run(groups, rows);
  }
}
