package io.sabot.internal.flow;

import io.sabot.internal.run.Pulled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue between whoever sends and the one thread that pulls. Items pass to it; closing frees
 * those that wait and those that come late. A failure is heard behind the items that came before
 * it.
 */
final class Inbox<T> {
  private final int capacity;
  private final Consumer<? super T> discard;
  private final ArrayDeque<T> items = new ArrayDeque<>();
  private CompletableFuture<Void> wakeUp = new CompletableFuture<>();
  private @Nullable RuntimeException failure;
  private boolean ended;

  Inbox(int capacity, Consumer<? super T> discard) {
    this.capacity = capacity;
    this.discard = discard;
  }

  /** Takes an item; false where there is no room for it. */
  boolean offer(T item) {
    CompletableFuture<Void> arrived;
    synchronized (this) {
      if (ended || items.size() == capacity) {
        arrived = null;
      } else {
        items.add(item);
        arrived = wakeUp;
      }
    }
    if (arrived == null) {
      discard.accept(item);
      return isEnded();
    }
    arrived.complete(null);
    return true;
  }

  /** Nothing more will come: for a reason, or because all came. Only the first end counts. */
  void end(@Nullable RuntimeException reason) {
    CompletableFuture<Void> arrived;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      failure = reason;
      arrived = wakeUp;
    }
    arrived.complete(null);
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** The next item, a wake-up, or the end. */
  synchronized Pulled<T> pull() {
    T item = items.poll();
    if (item != null) {
      return new Pulled.Item<>(item);
    }
    if (failure != null) {
      throw failure;
    }
    if (ended) {
      return new Pulled.End<>();
    }
    if (wakeUp.isDone()) {
      wakeUp = new CompletableFuture<>();
    }
    return new Pulled.Waiting<>(wakeUp);
  }

  /** Ends, and frees what waits. */
  void close() {
    end(null);
    List<T> late;
    synchronized (this) {
      late = new ArrayList<>(items);
      items.clear();
    }
    late.forEach(discard);
  }
}
