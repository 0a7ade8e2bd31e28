package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import java.util.List;

/**
 * An aggregate of one group whose state memory does not hold at once: it is shown the written state
 * piece by piece, and all pieces again as often as it asks.
 */
public interface PiecewiseAggregate extends AutoCloseable {
  /** How many columns the state has. */
  int stateColumns();

  /** Takes a piece of the state, flat, which stays with the caller. */
  void take(List<Column> state, int rows);

  /** All pieces were shown: whether they are to be shown once more. */
  boolean asksAgain();

  /** The result in one row, which passes to the caller. */
  Column finish();

  @Override
  void close();
}
