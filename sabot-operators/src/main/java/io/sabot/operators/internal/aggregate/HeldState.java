package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;

/** State that memory does hold, however many pieces it comes in. */
record HeldState(Accumulator accumulator) implements PiecewiseAggregate {
  @Override
  public int stateColumns() {
    return accumulator.stateFields().size();
  }

  @Override
  public void take(List<Column> state, int rows) {
    accumulator.resize(1);
    accumulator.read(state, new int[rows], rows);
  }

  @Override
  public boolean asksAgain() {
    return false;
  }

  @Override
  public Column finish() {
    return accumulator.finish(0, 1);
  }

  @Override
  public void close() {
    accumulator.close();
  }
}
