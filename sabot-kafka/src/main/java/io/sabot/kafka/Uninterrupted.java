package io.sabot.kafka;

import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Calls to a consumer that a wake-up must not end: it was meant for a poll, and is spent by the
 * call that it ends.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  static void run(Runnable call) {
    get(() -> {
      call.run();
      return true;
    });
  }

  static <T> T get(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (WakeupException meantForPoll) {
        // Asked for again by the next round of the loop, which looks at what was asked.
      }
    }
  }
}
