package io.sabot.operator;

import java.util.List;

/** A run that can take over what another run of the same operator made of other rows. */
public interface MergingRun extends OperatorRun {
  /**
   * Another run of the same operator for other rows. Any thread may call, also while this run
   * works; it is closed before this one.
   */
  OperatorRun beside();

  /**
   * The rows that come next, until the next call, are of this morsel. Their order in the input is
   * that of the numbers, and within one that in which they come; each run is given ever higher
   * ones. Where one thread works it is not called.
   */
  default void begin(long morsel) {}

  /**
   * Takes the state of a run that was made by {@link #beside}. Neither has been told that its input
   * ended; the other stays with the caller, who only closes it afterwards.
   */
  void merge(OperatorRun other);

  /**
   * Pieces of what is left to do once all rows have come and all runs are merged. Several threads
   * may work on them at the same time; what they give leaves in the order of the list. Called again
   * when all are through, until there are none; then this run is told that its input has ended.
   * They are closed before it.
   */
  default List<RunPart> parts() {
    return List.of();
  }
}
