package io.sabot.internal.run;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the library: one pool per process. It grows with the tasks that are running,
 * because a source may block, and a subscriber may too, and no run may wait for the thread of
 * another. A task holds a thread only while it has something to do, and an idle thread ends after
 * half a second. They are daemons: nothing here keeps a JVM alive.
 */
public final class SharedThreads {
  /** What the name of every thread starts with. */
  public static final String NAME_PREFIX = "sabot-";

  private static final long IDLE_MILLIS = 500;

  private SharedThreads() {}

  /** Runs each task at once, on an idle thread or a new one. */
  public static Executor executor() {
    return Holder.POOL;
  }

  private static final class Holder {
    // Neither thread locals nor a class loader of whoever happens to be first is kept.
    static final Executor POOL =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name(NAME_PREFIX, 1)
                .inheritInheritableThreadLocals(false)
                .factory());
  }
}
