package io.sabot.operator;

/** A run that can take over what another run of the same operator made of other rows. */
public interface MergingRun extends OperatorRun {
  /**
   * Takes the state of a run of the same operator over the same schemas. Neither has been told that
   * its input ended; the other stays with the caller, who only closes it afterwards.
   */
  void merge(OperatorRun other);
}
