package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;

/** The columns that nodes look at. */
interface Inputs {
  /** Rows of each column. */
  int length();

  /** A column, lent. */
  Column column(int ordinal);

  /** The number of a row in the batch that it came with, for messages. */
  int rowNumber(int row);

  /** A batch as it is, lent. */
  record Whole(Batch batch) implements Inputs {
    @Override
    public int length() {
      return batch.length();
    }

    @Override
    public Column column(int ordinal) {
      return batch.column(ordinal);
    }

    @Override
    public int rowNumber(int row) {
      return row;
    }
  }
}
