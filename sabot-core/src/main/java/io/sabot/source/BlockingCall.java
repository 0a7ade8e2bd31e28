package io.sabot.source;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls code of the user's that may block, and interrupts it where the run ends meanwhile. */
final class BlockingCall {
  private @Nullable Thread worker;
  private boolean stopped;
  private boolean interrupted;

  /** Calls on this thread; refuses once stopped. */
  <T> T of(Supplier<T> code) {
    enter();
    try {
      return code.get();
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    if (stopped) {
      throw new IllegalStateException("the run has ended");
    }
    worker = Thread.currentThread();
  }

  /** The interrupt was for the call: the thread, which may be a pool's, does not keep it. */
  private synchronized void leave() {
    worker = null;
    if (interrupted) {
      interrupted = false;
      Thread.interrupted();
    }
  }

  /** Ends a call that is running, and refuses later ones. */
  synchronized void stop() {
    stopped = true;
    if (worker != null && worker != Thread.currentThread()) {
      interrupted = true;
      worker.interrupt();
    }
  }
}
