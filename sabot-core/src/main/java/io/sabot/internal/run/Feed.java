package io.sabot.internal.run;

import org.jspecify.annotations.Nullable;

/** Where workers get their morsels. */
interface Feed {
  /**
   * The next morsel, which now stands in the line; null where there is none now, because the input
   * has ended or waits, the line is full, or another thread is at it.
   */
  @Nullable Slot take();

  /** Whether more is to come than one thread does as fast. */
  boolean isWorthHelp();

  /** Asks a read on another thread to give up. */
  void stop();

  /** Closes the input. */
  void close();
}
