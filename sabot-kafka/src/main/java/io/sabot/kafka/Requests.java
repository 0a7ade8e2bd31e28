package io.sabot.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What other threads ask of the one that has the consumer. It is asked by any, and answers. */
final class Requests {
  /** How soon something is tried again where nothing else happens. */
  static final Duration AGAIN = Duration.ofMillis(50);

  private static final Request<Boolean> NUDGE =
      new Request<>(consumer -> true, new CompletableFuture<>(), Long.MAX_VALUE);

  private final BlockingQueue<Request<?>> incoming = new LinkedBlockingQueue<>();

  /** Why nothing is answered any more; null while something is. */
  private volatile @Nullable Exception refusal;

  /** Belongs to the answering thread. */
  private final List<Request<?>> open = new ArrayList<>();

  /** A piece of work. */
  @FunctionalInterface
  interface Work<T> {
    /** What comes of it; null where it is to be tried again after the next poll. */
    @Nullable T attempt(Consumer<byte[], byte[]> consumer);
  }

  private record Request<T>(Work<T> work, CompletableFuture<T> done, long deadline) {
    boolean isAnswered(Consumer<byte[], byte[]> consumer) {
      try {
        T result = work.attempt(consumer);
        if (result != null) {
          done.complete(result);
        } else if (System.nanoTime() - deadline > 0) {
          done.completeExceptionally(new TimeoutException("no answer in time"));
        }
      } catch (RuntimeException failure) {
        done.completeExceptionally(failure);
      }
      return done.isDone();
    }

    void refuse(Exception why) {
      done.completeExceptionally(why);
    }
  }

  /** Asks for something that is given up after a time; completes with what comes of it. */
  <T> CompletableFuture<T> ask(Work<T> work, Duration longest) {
    Request<T> request =
        new Request<>(work, new CompletableFuture<>(), System.nanoTime() + longest.toNanos());
    incoming.add(request);
    Exception why = refusal;
    if (why != null) {
      refuse(why);
    }
    return request.done();
  }

  /** Ends the wait of the answering thread. */
  void nudge() {
    incoming.add(NUDGE);
  }

  /** Answers what was asked, and tries once more what was not done yet. */
  void answer(Consumer<byte[], byte[]> consumer) {
    incoming.drainTo(open);
    open.removeIf(request -> request.isAnswered(consumer));
  }

  /** Whether something was not done yet and is to be tried again. */
  boolean areOpen() {
    return !open.isEmpty();
  }

  /** Waits until something is asked or to be tried again, so long at most. */
  void await(Duration longest) {
    Duration wait = areOpen() && AGAIN.compareTo(longest) < 0 ? AGAIN : longest;
    try {
      Request<?> request = incoming.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (request != null) {
        open.add(request);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Refuses all that is asked and will be; called by the answering thread when it ends.
   *
   * @param why of several reasons the first counts
   */
  void end(Exception why) {
    Exception first = refusal == null ? why : refusal;
    refusal = first;
    open.forEach(request -> request.refuse(first));
    open.clear();
    refuse(first);
  }

  private void refuse(Exception why) {
    for (Request<?> request = incoming.poll(); request != null; request = incoming.poll()) {
      request.refuse(why);
    }
  }
}
