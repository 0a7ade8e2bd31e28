package io.sabot.internal.run;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads drive runs just now, and how many help them: helpers leave a processor to each
 * driver, so that a small query beside a large one is as fast as alone. Runs are never refused;
 * what is held back is help.
 */
final class Drivers {
  /** Small queries follow each other closely: so long nobody begins to help between two of them. */
  private static final long CALM_NANOS = 5_000_000;

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final AtomicInteger DRIVING = new AtomicInteger();
  private static final AtomicInteger HELPING = new AtomicInteger();
  private static volatile long lastFull = System.nanoTime() - CALM_NANOS;

  private Drivers() {}

  /** A thread begins to drive a run. */
  static void enter() {
    int driving = DRIVING.incrementAndGet();
    if (driving > 1 && driving >= PROCESSORS) {
      lastFull = System.nanoTime();
    }
  }

  /** It has left the run, or waits for something outside of it. */
  static void leave() {
    DRIVING.decrementAndGet();
  }

  static void beginHelp() {
    HELPING.incrementAndGet();
  }

  static void endHelp() {
    HELPING.decrementAndGet();
  }

  /** Whether a helper takes a processor from somebody who drives another run. */
  static boolean areCrowded() {
    int driving = DRIVING.get();
    return driving > 1 && driving + HELPING.get() > PROCESSORS;
  }

  /** Whether one helper more has a processor. */
  static boolean leaveRoom() {
    int driving = DRIVING.get();
    return (driving <= 1 || driving + HELPING.get() < PROCESSORS)
        && System.nanoTime() - lastFull > CALM_NANOS;
  }
}
