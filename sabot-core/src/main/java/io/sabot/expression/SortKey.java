package io.sabot.expression;

/**
 * One key of an order.
 *
 * @param expression what to order by
 * @param direction which way
 * @param nulls where nulls stand; last, both ways, unless asked
 */
public record SortKey(Expression expression, Direction direction, NullOrder nulls) {
  /** Which way. */
  public enum Direction {
    /** Smallest first. */
    ASCENDING,
    /** Largest first. */
    DESCENDING
  }

  /** Where nulls stand. */
  public enum NullOrder {
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST
  }

  /** Nulls before all values. */
  public SortKey nullsFirst() {
    return new SortKey(expression, direction, NullOrder.FIRST);
  }

  /** Nulls after all values. */
  public SortKey nullsLast() {
    return new SortKey(expression, direction, NullOrder.LAST);
  }

  @Override
  public String toString() {
    return expression
        + (direction == Direction.ASCENDING ? " asc" : " desc")
        + (nulls == NullOrder.FIRST ? " nulls first" : "");
  }
}
