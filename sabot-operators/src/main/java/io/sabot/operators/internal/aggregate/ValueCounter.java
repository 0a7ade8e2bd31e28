package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;

/** Counts the different values of a column that may be more than memory holds. */
public interface ValueCounter extends AutoCloseable {
  /** Takes values, which stay with the caller. */
  void take(Column values);

  /** How many there are; called once, behind all values. */
  long count();

  @Override
  void close();
}
