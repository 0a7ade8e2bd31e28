package io.sabot.operators.internal.generate;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls a loop until the just-in-time compiler has come to it: often enough that the compiler is
 * asked, then now and then, because the compiler needs the processor more than we do.
 */
final class Patience {
  /** Calls after which the compiler has been asked, unless it has much else to do. */
  private static final int ASKED = 2_000;

  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(8);

  /** Bursts after the first fast one: the compiler may replace a first version. */
  private static final int MORE = 4;

  private int rounds;
  private double best = Double.POSITIVE_INFINITY;

  /**
   * Waits, on this thread, for seconds at the most.
   *
   * @param nanosPerRow what compiled code takes at the most
   */
  boolean isCompiled(Warming loop, double nanosPerRow) {
    long end = System.nanoTime() + LIMIT_NANOS;
    int after = 0;
    while (after < MORE && System.nanoTime() < end) {
      burst(loop);
      after += best < nanosPerRow ? 1 : 0;
      if (rounds > ASKED) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return after == MORE;
  }

  private void burst(Warming loop) {
    long end = System.nanoTime() + BURST_NANOS;
    do {
      best = Math.min(best, loop.round());
      rounds++;
    } while (System.nanoTime() < end);
  }
}
