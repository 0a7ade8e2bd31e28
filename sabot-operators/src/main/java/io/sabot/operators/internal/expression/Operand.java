package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import java.lang.foreign.MemorySegment;

/**
 * What a node gave: a column of one value per row, or of a single value that stands for all rows.
 * Owns the column.
 */
record Operand(Column column, Extent extent) implements AutoCloseable {
  /** How many rows a value stands for. */
  enum Extent {
    /** One value per row. */
    ROWS,
    /** One value for all rows. */
    SINGLE
  }

  static Operand rows(Column column) {
    return new Operand(column, Extent.ROWS);
  }

  static Operand single(Column column) {
    return new Operand(column, Extent.SINGLE);
  }

  boolean isSingle() {
    return extent == Extent.SINGLE;
  }

  /** Whether it is null for every row. */
  boolean isNull() {
    return isSingle() && column.nullCount() == 1 || column.layout() == Layout.NULL;
  }

  /** The buffer of values. */
  MemorySegment values() {
    return column.segment(1);
  }

  /** Distance between the values of neighbouring rows, in values: none where there is but one. */
  int stride() {
    return isSingle() ? 0 : 1;
  }

  @Override
  public void close() {
    column.close();
  }
}
