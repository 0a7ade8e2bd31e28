package io.sabot.kafka;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the thread of the consumer has for the thread that drives the run. */
final class Handover {
  private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();
  private CompletableFuture<Void> wakeUp = new CompletableFuture<>();
  private @Nullable RuntimeException failure;
  private boolean ended;
  private long records;
  private long bytes;

  /** Gives arrivals away, and wakes whoever waits. */
  void give(List<? extends Arrival> more) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      more.forEach(this::add);
      waiting = wakeUp;
    }
    waiting.complete(null);
  }

  /** Nothing more will come: for a reason, or because the end was reached. */
  void end(@Nullable RuntimeException reason) {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      failure = failure == null ? reason : failure;
      ended = true;
      waiting = wakeUp;
    }
    waiting.complete(null);
  }

  /** The next arrival, or null where there is none now. */
  synchronized @Nullable Arrival take() {
    Arrival arrival = arrivals.poll();
    if (arrival instanceof Arrival.Records(Chunk chunk)) {
      records -= chunk.records().size();
      bytes -= chunk.bytes();
    }
    return arrival;
  }

  /** Drops records that wait. */
  synchronized void drop(Predicate<Chunk> unwanted) {
    List<Arrival> kept =
        arrivals.stream()
            .filter(arrival ->
                !(arrival instanceof Arrival.Records(Chunk chunk) && unwanted.test(chunk)))
            .toList();
    arrivals.clear();
    records = 0;
    bytes = 0;
    kept.forEach(this::add);
  }

  /** Drops all that waits. */
  synchronized void clear() {
    arrivals.clear();
    records = 0;
    bytes = 0;
  }

  private void add(Arrival arrival) {
    arrivals.add(arrival);
    if (arrival instanceof Arrival.Records(Chunk chunk)) {
      records += chunk.records().size();
      bytes += chunk.bytes();
    }
  }

  /** Whether nothing waits and nothing more will; throws what went wrong. */
  synchronized boolean isOver() {
    if (arrivals.isEmpty() && failure != null) {
      throw failure;
    }
    return arrivals.isEmpty() && ended;
  }

  /** Completes when there is an arrival, or the end. */
  synchronized CompletableFuture<Void> wakeUp() {
    if (wakeUp.isDone() && arrivals.isEmpty() && !ended) {
      wakeUp = new CompletableFuture<>();
    }
    return wakeUp;
  }

  synchronized long records() {
    return records;
  }

  synchronized long bytes() {
    return bytes;
  }
}
