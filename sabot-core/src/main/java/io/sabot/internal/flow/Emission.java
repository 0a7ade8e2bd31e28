package io.sabot.internal.flow;

import io.sabot.internal.run.Lost;
import io.sabot.internal.run.Pulled;
import io.sabot.internal.run.Puller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one subscriber what it asked for, on an executor. What is pulled is opened at once, so that
 * a failure to open is heard without demand; it is pulled only under demand, never ahead. So
 * nothing is held for a subscriber that does not ask, a blocking source holds a thread only while
 * items are wanted from it, and the end is noticed by the request that finds nothing more.
 *
 * <p>A turn ends after {@value #TURN_NANOS} ns, to let others have the thread. Everything is freed
 * before the subscriber hears of the end or of a failure. All fields that are not volatile belong
 * to the turn.
 */
final class Emission<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Emission.class);
  private static final long TURN_NANOS = 5_000_000;

  private final Supplier<? extends Puller<T>> opener;
  private final Demand demand = new Demand();
  private final SerialTask task;
  private volatile boolean cancelled;
  private volatile @Nullable Throwable badRequest;
  private final Opened<T> opened = new Opened<>();
  private Flow.@Nullable Subscriber<? super T> subscriber;
  private @Nullable CompletableFuture<?> wakeUp;

  Emission(
      Flow.Subscriber<? super T> subscriber,
      Supplier<? extends Puller<T>> opener,
      Executor executor) {
    this.subscriber = subscriber;
    this.opener = opener;
    this.task = new SerialTask(executor, this::turn, this::end);
  }

  /** Begins; called once the subscriber has its subscription. */
  void start() {
    var _ = Lost.watch(this, opened);
    task.start();
  }

  /** Asks for more items; never blocks, never gives them on this thread. */
  void request(long count) {
    if (count > 0) {
      demand.add(count);
    } else {
      badRequest =
          new IllegalArgumentException(
              "request: rule 3.9 of Reactive Streams wants a positive number of items, but got "
                  + count
                  + "; request 1 or more, Long.MAX_VALUE for all");
    }
    task.call();
  }

  /**
   * Ends early. What is held is freed here, or by the turn that is running, which gives up soon.
   */
  void cancel() {
    cancelled = true;
    Puller<T> running = opened.get();
    if (running != null) {
      stop(running);
    }
    task.callHere();
  }

  private static void stop(Puller<?> running) {
    try {
      running.stop();
    } catch (Throwable failure) {
      LOG.warn("a cancelled run could not be freed", failure);
    }
  }

  private boolean turn() {
    if (subscriber == null) {
      return false;
    }
    try {
      return emit();
    } catch (Throwable failure) {
      end(failure);
      return false;
    }
  }

  private boolean emit() throws Throwable {
    Puller<T> puller = cancelled ? opened.get() : open();
    long started = System.nanoTime();
    while (!cancelled) {
      if (badRequest != null) {
        throw badRequest;
      }
      if (!demand.isOpen() || isWaiting()) {
        return false;
      }
      if (!give(puller)) {
        return false;
      }
      if (System.nanoTime() - started > TURN_NANOS) {
        return true;
      }
    }
    end(null);
    return false;
  }

  private Puller<T> open() {
    Puller<T> puller = opened.get();
    if (puller == null) {
      puller = opener.get();
      opened.set(puller);
    }
    return puller;
  }

  private boolean isWaiting() {
    return wakeUp != null && !wakeUp.isDone();
  }

  /** Pulls once; false where the turn is over. */
  private boolean give(Puller<T> from) {
    switch (from.pull()) {
      case Pulled.Item<T>(T item) -> next(from, item);
      case Pulled.Again<T> again -> {}
      case Pulled.Waiting<T>(CompletionStage<?> stage) -> {
        wakeUp = stage.toCompletableFuture();
        var _ = stage.whenComplete((value, failure) -> task.call());
      }
      case Pulled.End<T> end -> {
        end(null);
        return false;
      }
    }
    return true;
  }

  private void next(Puller<T> from, T item) {
    if (cancelled) {
      from.discard(item);
      return;
    }
    demand.use();
    try {
      subscriber.onNext(item);
    } catch (Throwable failure) {
      // Rule 2.13: it has cancelled itself by that. The item was its own to free.
      LOG.error("onNext of a subscriber must not throw, but it did; the run is cancelled", failure);
      cancelled = true;
    }
  }

  /** Frees everything, forgets the subscriber, and tells it the reason, or that all is given. */
  private void end(@Nullable Throwable reason) {
    Flow.Subscriber<? super T> receiver = subscriber;
    subscriber = null;
    Throwable first = close(reason);
    if (receiver == null || cancelled) {
      LOG.debug("a cancelled run ended", first);
    } else if (first == null) {
      signal(receiver::onComplete, "onComplete");
    } else {
      signal(() -> receiver.onError(first), "onError");
    }
  }

  private @Nullable Throwable close(@Nullable Throwable reason) {
    Puller<T> toClose = opened.get();
    opened.set(null);
    wakeUp = null;
    try {
      if (toClose != null) {
        toClose.close();
      }
      return reason;
    } catch (Throwable failure) {
      if (cancelled) {
        LOG.warn("a cancelled run could not be freed", failure);
      }
      if (reason == null || failure.equals(reason)) {
        return failure;
      }
      reason.addSuppressed(failure);
      return reason;
    }
  }

  private static void signal(Runnable signal, String name) {
    try {
      signal.run();
    } catch (Throwable failure) {
      LOG.error("{} of a subscriber must not throw, but it did", name, failure);
    }
  }
}
