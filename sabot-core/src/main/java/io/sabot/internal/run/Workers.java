package io.sabot.internal.run;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that help runs which are driven elsewhere: one pool per process, as many as there are
 * processors. No run needs them, so that none waits where all are busy. Tasks take turns: each ends
 * after a piece of work where {@link #othersWait}, and goes to the end of the queue. They are
 * daemons, and end after half a second without work.
 */
final class Workers {
  private static final long IDLE_MILLIS = 500;

  private Workers() {}

  /** Runs a task as soon as a thread is free. */
  static void execute(Runnable task) {
    Holder.POOL.execute(task);
  }

  /** Whether tasks wait for a thread. */
  static boolean othersWait() {
    return !Holder.POOL.getQueue().isEmpty();
  }

  private static final class Holder {
    static final ThreadPoolExecutor POOL = pool(Runtime.getRuntime().availableProcessors());

    private static ThreadPoolExecutor pool(int threads) {
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              threads,
              threads,
              IDLE_MILLIS,
              TimeUnit.MILLISECONDS,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform()
                  .daemon()
                  .name(SharedThreads.NAME_PREFIX + "worker-", 1)
                  .inheritInheritableThreadLocals(false)
                  .factory());
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }
}
