package io.sabot.internal.flow;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a job is to commit next. Belongs to its turn. */
final class CommitClock {
  private final long intervalNanos;
  private final Runnable wake;
  private long last = System.nanoTime();
  private @Nullable CompletableFuture<?> timer;

  /** A clock that calls {@code wake} when the time that was waited for has come. */
  CommitClock(Duration interval, Runnable wake) {
    this.intervalNanos = interval.toNanos();
    this.wake = wake;
  }

  /** Something has been committed, or reading begins. */
  void restart() {
    last = System.nanoTime();
  }

  boolean isDue() {
    return System.nanoTime() - last >= intervalNanos;
  }

  /** Has the job woken when a commit is due. */
  void await() {
    if (timer == null || timer.isDone()) {
      long wait = Math.max(0, last + intervalNanos - System.nanoTime());
      timer =
          CompletableFuture.runAsync(
              wake, CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run));
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
