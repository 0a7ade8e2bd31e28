package io.sabot.operators.internal.warm;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs loops over scratch data on one daemon thread of the process until their speed settles, then
 * says that they are ready. The thread ends when nothing is left to warm. Callers never wait.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int WAITING = 256;
  private static final long IDLE_MILLIS = 100;
  private static final Set<Object> KNOWN =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private WarmUp() {}

  /**
   * Warms a loop, once for each key.
   *
   * @param key what equals another key is the same loop; held weakly
   * @param round one call of the loop, best some ten microseconds long when warm: it is called
   *     thousands of times, on one thread
   * @param ready called once, on that thread, when the speed has settled or the time is up; never
   *     called where a round fails
   */
  public static void start(Object key, Runnable round, Runnable ready) {
    start(
        key,
        () -> {
          run(round);
          ready.run();
        });
  }

  /**
   * Does work that warms something, once for each key, on the thread that warms.
   *
   * @param key what equals another key is the same work; held weakly
   */
  public static void start(Object key, Runnable work) {
    if (!KNOWN.add(key)) {
      return;
    }
    try {
      Holder.THREAD.execute(() -> warm(key, work));
    } catch (RejectedExecutionException full) {
      KNOWN.remove(key);
    }
  }

  private static void warm(Object key, Runnable work) {
    try {
      work.run();
    } catch (Throwable failure) {
      LOG.warn("warming {} failed; what it should replace stays in use", key, failure);
    }
  }

  /** Runs a loop until its speed settles, on the thread of the caller. */
  public static void run(Runnable round) {
    Settling settling = new Settling();
    long start;
    do {
      start = System.nanoTime();
      round.run();
    } while (!settling.isOver(System.nanoTime() - start));
  }

  /** What was asked for last is what runs now. */
  private static final class LatestFirst extends LinkedBlockingDeque<Runnable> {
    private static final long serialVersionUID = 1;

    LatestFirst() {
      super(WAITING);
    }

    @Override
    public boolean offer(Runnable work) {
      return offerFirst(work);
    }
  }

  private static final class Holder {
    static final ThreadPoolExecutor THREAD =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LatestFirst(),
            Thread.ofPlatform()
                .daemon()
                .name("sabot-warm-up-", 1)
                .inheritInheritableThreadLocals(false)
                .factory());

    static {
      THREAD.allowCoreThreadTimeOut(true);
    }
  }
}
