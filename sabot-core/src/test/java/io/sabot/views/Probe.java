package io.sabot.views;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A subscriber that takes each item apart, remembers what it saw and on which threads, and checks
 * the order of its signals. It asks for {@code first} items, then for {@code next} with each.
 */
class Probe<T> implements Flow.Subscriber<T> {
  final Queue<String> threads = new ConcurrentLinkedQueue<>();
  final Queue<String> faults = new ConcurrentLinkedQueue<>();
  final CompletableFuture<Void> ended = new CompletableFuture<>();
  final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();
  private final long first;
  private final long next;
  private final Consumer<? super T> taker;
  private volatile boolean inside;

  Probe(long first, long next, Consumer<? super T> taker) {
    this.first = first;
    this.next = next;
    this.taker = taker;
  }

  static <T> Probe<T> all(Consumer<? super T> taker) {
    return new Probe<>(Long.MAX_VALUE, 0, taker);
  }

  static <T> Probe<T> oneByOne(Consumer<? super T> taker) {
    return new Probe<>(1, 1, taker);
  }

  Flow.Subscription subscription() {
    return subscribed.join();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    inside = true;
    subscribed.complete(given);
    if (first > 0) {
      given.request(first);
    }
    inside = false;
  }

  @Override
  public void onNext(T item) {
    enter("onNext");
    threads.add(Thread.currentThread().getName());
    taker.accept(item);
    inside = false;
    if (next > 0) {
      subscription().request(next);
    }
  }

  @Override
  public void onError(Throwable failure) {
    enter("onError");
    inside = false;
    if (!ended.completeExceptionally(failure)) {
      faults.add("ended twice");
    }
  }

  @Override
  public void onComplete() {
    enter("onComplete");
    inside = false;
    if (!ended.complete(null)) {
      faults.add("ended twice");
    }
  }

  private void enter(String signal) {
    if (inside) {
      faults.add(signal + " within another signal");
    }
    if (!subscribed.isDone()) {
      faults.add(signal + " before onSubscribe");
    }
    if (ended.isDone()) {
      faults.add(signal + " after the end");
    }
    inside = true;
  }

  /** Waits for onComplete. */
  void await() throws InterruptedException, ExecutionException, TimeoutException {
    ended.get(30, TimeUnit.SECONDS);
  }

  /** Waits for onError. */
  Throwable failure() throws InterruptedException, TimeoutException {
    try {
      ended.get(30, TimeUnit.SECONDS);
      throw new AssertionError("completed");
    } catch (ExecutionException failed) {
      return failed.getCause();
    }
  }

  List<String> faults() {
    return List.copyOf(faults);
  }
}
