package io.sabot.operators.internal.generate;

/**
 * A value of a loop: where it is, and where is written for which rows it is not null.
 *
 * @param lane what it is
 * @param slot the local variable that holds it; where it is null it may be anything
 * @param valid the local variable of the rows that are not null, {@link #ALWAYS} or {@link #NEVER}
 */
record Value(Lane lane, int slot, int valid) {
  /** No row is null; as a set of rows: all. */
  static final int ALWAYS = -1;

  /** Every row is null. */
  static final int NEVER = -2;

  static Value of(Lane lane, int slot) {
    return new Value(lane, slot, ALWAYS);
  }
}
