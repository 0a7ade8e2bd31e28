package io.sabot.operator;

import java.time.Duration;

/** A run that gives something from time to time. It reads no clock: whoever drives it says when. */
public interface TimedRun extends OperatorRun {
  /** The time between two ticks; always the same. */
  Duration interval();

  /** Whether anything waits for the next tick. Where nothing does, nobody wakes for one. */
  boolean awaitsTick();

  /**
   * The interval has gone by since the last tick, or since the run was opened. Called where the
   * last poll needed input.
   */
  void tick();
}
