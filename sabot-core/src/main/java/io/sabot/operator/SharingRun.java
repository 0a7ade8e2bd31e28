package io.sabot.operator;

import java.util.List;

/**
 * A run that answers the rows of input 0 by what it has kept of its other inputs, which end first:
 * several such runs may answer at the same time. What each notes for the end of input 0, such as
 * which kept rows were met, is for all of them.
 */
public interface SharingRun extends OperatorRun {
  /**
   * Pieces of what the end of an input other than 0 brings with it, which {@link #finish} is told
   * of when all are through. Several threads may work on them at the same time; they give no
   * batches. Called again when all are through, until there are none. Where one thread works it is
   * not called: what has not been done before {@code finish} is done there.
   */
  default List<RunPart> parts(int input) {
    return List.of();
  }

  /**
   * Another run of input 0 alone, by the same state. Called once all other inputs have ended; it is
   * closed before this one. Any thread may call, also while this run works. Only this run is told
   * that input 0 has ended, when all others have answered their rows, and gives what comes last.
   */
  OperatorRun share();

  /**
   * The rows of input 0 that come next, until the next call, are of this morsel. Their order in the
   * input is that of the numbers, and within one that in which they come. Where one thread works it
   * is not called.
   */
  default void begin(long morsel) {}
}
