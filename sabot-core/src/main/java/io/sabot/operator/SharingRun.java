package io.sabot.operator;

/**
 * A run that answers the rows of input 0 by what it has kept of its other inputs, which end first
 * and are only read from then on: several such runs may answer at the same time.
 */
public interface SharingRun extends OperatorRun {
  /**
   * Another run of input 0 alone, by the same state. Called once all other inputs have ended; it is
   * closed before this one. Any thread may call, also while this run works.
   */
  OperatorRun share();
}
