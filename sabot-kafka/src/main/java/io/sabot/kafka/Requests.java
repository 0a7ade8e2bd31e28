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

/** What other threads ask of the one that has the consumer. It is asked by any, and answers. */
final class Requests {
  /** How soon something is tried again where nothing else happens. */
  static final Duration AGAIN = Duration.ofMillis(50);

  private static final Request NUDGE =
      new Request(consumer -> true, new CompletableFuture<>(), Long.MAX_VALUE);

  private final BlockingQueue<Request> incoming = new LinkedBlockingQueue<>();
  private volatile boolean refusing;

  /** Belongs to the answering thread. */
  private final List<Request> open = new ArrayList<>();

  /** A piece of work. */
  @FunctionalInterface
  interface Work {
    /** True where it is done; false where it is to be tried again after the next poll. */
    boolean attempt(Consumer<byte[], byte[]> consumer);
  }

  private record Request(Work work, CompletableFuture<Void> done, long deadline) {}

  /** Asks for something that is given up after a time; completes when it is done. */
  CompletableFuture<Void> ask(Work work, Duration longest) {
    Request request =
        new Request(work, new CompletableFuture<>(), System.nanoTime() + longest.toNanos());
    incoming.add(request);
    if (refusing) {
      refuse();
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
    open.removeIf(request -> isAnswered(request, consumer));
  }

  /** Whether something was not done yet and is to be tried again. */
  boolean areOpen() {
    return !open.isEmpty();
  }

  /** Waits until something is asked or to be tried again, so long at most. */
  void await(Duration longest) {
    Duration wait = areOpen() && AGAIN.compareTo(longest) < 0 ? AGAIN : longest;
    try {
      Request request = incoming.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (request != null) {
        open.add(request);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAnswered(Request request, Consumer<byte[], byte[]> consumer) {
    try {
      if (request.work().attempt(consumer)) {
        request.done().complete(null);
        return true;
      }
    } catch (RuntimeException failure) {
      request.done().completeExceptionally(failure);
      return true;
    }
    if (System.nanoTime() - request.deadline() > 0) {
      request.done().completeExceptionally(new TimeoutException("no answer in time"));
      return true;
    }
    return false;
  }

  /** Refuses all that is asked and will be; called when the answering thread has ended. */
  void end() {
    refusing = true;
    open.forEach(Requests::refuse);
    open.clear();
    refuse();
  }

  private void refuse() {
    for (Request request = incoming.poll(); request != null; request = incoming.poll()) {
      refuse(request);
    }
  }

  private static void refuse(Request request) {
    request.done().completeExceptionally(new IllegalStateException("the consumer is closed"));
  }
}
