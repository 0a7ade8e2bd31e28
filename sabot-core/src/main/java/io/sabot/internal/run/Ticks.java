package io.sabot.internal.run;

import io.sabot.operator.TimedRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The clock of a run that gives something from time to time. */
final class Ticks implements AutoCloseable {
  private final TimedRun run;
  private final long nanos;
  private long last = System.nanoTime();
  private @Nullable CompletableFuture<Void> timer;

  Ticks(TimedRun run) {
    this.run = run;
    this.nanos = run.interval().toNanos();
  }

  /** Ticks where it is time and the run waits for it; called where the run needs input. */
  boolean tick() {
    if (!run.awaitsTick() || left() > 0) {
      return false;
    }
    last = System.nanoTime();
    run.tick();
    return true;
  }

  private long left() {
    return nanos - (System.nanoTime() - last);
  }

  /** Completes at the next tick; null where the run waits for none. */
  @Nullable CompletableFuture<Void> wakeUp() {
    if (!run.awaitsTick()) {
      return null;
    }
    CompletableFuture<Void> running = timer;
    if (running == null || running.isDone()) {
      running =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, Math.max(0, left()), TimeUnit.NANOSECONDS);
      timer = running;
    }
    return running;
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
