package io.sabot.internal.run;

/**
 * Lets one thread work at a time, and lets any thread close: at once where nobody works, otherwise
 * the worker does it on its way out.
 */
final class Gate {
  private boolean working;
  private volatile boolean closing;

  /** Starts work; false where the gate is closed. */
  synchronized boolean enter() {
    if (closing) {
      return false;
    }
    if (working) {
      throw new IllegalStateException("a run is pulled by one thread at a time");
    }
    working = true;
    return true;
  }

  /** Ends work; true where closing was asked for meanwhile, and is now the worker's to do. */
  synchronized boolean leave() {
    working = false;
    return closing;
  }

  /** Closes; true where it is the caller's to free what is behind the gate. */
  synchronized boolean close() {
    if (closing) {
      return false;
    }
    closing = true;
    return !working;
  }

  /** Whether closing was asked for; a worker looks now and then. */
  boolean isClosing() {
    return closing;
  }
}
