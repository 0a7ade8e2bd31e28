package io.sabot.operator;

/** A run that can take over what another run of the same operator made of other rows. */
public interface MergingRun extends OperatorRun {
  /**
   * Another run of the same operator for other rows. Any thread may call, also while this run
   * works; it is closed before this one.
   */
  OperatorRun beside();

  /**
   * Takes the state of a run that was made by {@link #beside}. Neither has been told that its input
   * ended; the other stays with the caller, who only closes it afterwards.
   */
  void merge(OperatorRun other);
}
