package io.sabot.kafka;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Calls to a consumer that a wake-up must not end: it was meant for a poll, and is spent by the
 * call that it ends. Only one that stops the consumer does.
 */
final class Uninterrupted {
  private final BooleanSupplier stopped;

  Uninterrupted(BooleanSupplier stopped) {
    this.stopped = stopped;
  }

  void run(Runnable call) {
    get(() -> {
      call.run();
      return true;
    });
  }

  <T> T get(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (WakeupException meantForPoll) {
        if (stopped.getAsBoolean()) {
          throw meantForPoll;
        }
        // What was asked for is looked at by the next round of the loop.
      }
    }
  }

  boolean isStopped() {
    return stopped.getAsBoolean();
  }
}
