package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Outlined;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows into the records of their groups, a step of rows into all aggregates at a time. */
public final class RowSteps {
  /** Rows of a step, whose records the nearest caches hold. */
  static final int ROWS = 2048;

  /** Records that are larger together are in no near cache. */
  private static final long FAR_BYTES = 8 << 20;

  private final GroupRecords records;
  private final @Nullable RowCounts rowCounts;
  private final List<StepwiseAccumulator> waiting = new ArrayList<>();
  private int[] places = {};

  /**
   * Steps into these records.
   *
   * @param rowCounts what counts rows, if anything does
   */
  public RowSteps(GroupRecords records, @Nullable RowCounts rowCounts) {
    this.records = records;
    this.rowCounts = rowCounts;
  }

  /** Gives an accumulator its rows, with the next {@link #run} at the latest. */
  public void add(Accumulator accumulator, List<Column> arguments, int[] groups, int rows) {
    if (accumulator instanceof StepwiseAccumulator stepwise) {
      stepwise.begin(arguments, groups, rows);
      waiting.add(stepwise);
    } else {
      Outlined.run(() -> accumulator.update(arguments, groups, rows));
    }
  }

  /** Takes the rows into all accumulators that were added. */
  public void run(int[] groups, int rows) {
    if (waiting.isEmpty() && rowCounts == null) {
      return;
    }
    places = places.length < Math.min(ROWS, rows) ? new int[ROWS] : places;
    for (int first = 0; first < rows; first += ROWS) {
      step(groups, first, Math.min(ROWS, rows - first));
    }
    waiting.clear();
  }

  private void step(int[] groups, int first, int count) {
    Outlined.run(() -> find(groups, first, count));
    for (StepwiseAccumulator accumulator : waiting) {
      Outlined.run(() -> accumulator.step(places, first, count));
    }
    RowCounts counts = rowCounts;
    if (counts != null) {
      Outlined.run(() -> counts.step(places, count));
    }
  }

  private void find(int[] groups, int first, int count) {
    records.places(groups, first, count, places);
    if (records.bytes() > FAR_BYTES) {
      records.fetch(places, count);
    }
  }
}
