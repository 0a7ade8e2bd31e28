package io.sabot.internal.flow;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.internal.run.BatchPuller;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.ItemPuller;
import io.sabot.internal.run.Pulled;
import io.sabot.internal.run.Puller;
import io.sabot.internal.run.SharedThreads;
import io.sabot.operator.Stage;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Out of a run into {@link Flow}, and in again. The one class that knows {@link Subscription}:
 * going out, {@link Emission} does what it is asked; coming in, an {@link Inbox} keeps what it is
 * sent.
 */
public final class FlowDoor {
  private FlowDoor() {}

  /**
   * Publishes the batches of a stage; each subscriber gets an execution of its own, driven on the
   * executor of the options or on the {@link SharedThreads}. Demand counts batches.
   */
  public static Flow.Publisher<VectorSchemaRoot> publisher(Stage stage, RunOptions options) {
    return publisher(() -> new BatchPuller(new Execution(stage, options)), options);
  }

  /**
   * Publishes what a decoder finds in the batches of a stage, such as rows as records. Demand
   * counts items; they must not hold the memory of their batch.
   */
  public static <T> Flow.Publisher<T> publisher(
      Stage stage,
      RunOptions options,
      Function<? super VectorSchemaRoot, ? extends Iterator<? extends T>> decoder) {
    return publisher(() -> new ItemPuller<T>(new Execution(stage, options), decoder), options);
  }

  /** Publishes what is pulled; each subscriber opens its own. Demand counts items. */
  public static <T> Flow.Publisher<T> publisher(
      Supplier<? extends Puller<T>> opener, RunOptions options) {
    Executor executor = options.executor() == null ? SharedThreads.executor() : options.executor();
    return subscriber -> subscribe(Objects.requireNonNull(subscriber), opener, executor);
  }

  private static <T> void subscribe(
      Flow.Subscriber<? super T> subscriber,
      Supplier<? extends Puller<T>> opener,
      Executor executor) {
    Emission<T> emission = new Emission<>(subscriber, opener, executor);
    subscriber.onSubscribe(new Outlet(emission));
    emission.start();
  }

  private record Outlet(Emission<?> emission) implements Subscription {
    @Override
    public void request(long count) {
      emission.request(count);
    }

    @Override
    public void cancel() {
      emission.cancel();
    }
  }

  /**
   * A subscriber whose items are pulled. It asks for as many items as may wait, and for more when
   * half of them are gone.
   *
   * @param <T> the items; they pass to it
   */
  public static final class Inlet<T> implements Flow.Subscriber<T>, Puller<T> {
    private final String name;
    private final int prefetch;
    private final Inbox<T> inbox;
    private final Consumer<? super T> discard;
    private volatile @Nullable Subscription subscription;
    private int pulledSinceRequest;

    /**
     * An inlet to be subscribed.
     *
     * @param name whose errors they are
     * @param prefetch items that may wait to be pulled
     * @param discard frees an item that is never pulled
     */
    public Inlet(String name, int prefetch, Consumer<? super T> discard) {
      this.name = name;
      this.prefetch = prefetch;
      this.discard = discard;
      this.inbox = new Inbox<>(prefetch, discard);
    }

    @Override
    public void onSubscribe(Subscription given) {
      Objects.requireNonNull(given);
      boolean first;
      synchronized (this) {
        first = subscription == null && !inbox.isEnded();
        subscription = first ? given : subscription;
      }
      if (first) {
        given.request(prefetch);
      } else {
        given.cancel();
      }
    }

    @Override
    public void onNext(T item) {
      Objects.requireNonNull(item);
      if (!inbox.offer(item)) {
        inbox.end(
            Problem.at(name, ErrorCode.SOURCE_FAILED)
                .rule("the publisher must send no more than is requested (rule 1.1)")
                .but("it sent more than the " + prefetch + " batches that may wait")
                .cure("wait for request(n), or put a buffer between")
                .run());
        subscription.cancel();
      }
    }

    @Override
    public void onError(Throwable reason) {
      Objects.requireNonNull(reason);
      inbox.end(
          reason instanceof SabotException known
              ? known
              : Problem.at(name, ErrorCode.SOURCE_FAILED)
                  .rule("the publisher must send batches until it completes")
                  .but("it signalled " + reason)
                  .cause(reason)
                  .cure("mend the publisher: the stack trace of the cause begins there")
                  .run());
    }

    @Override
    public void onComplete() {
      inbox.end(null);
    }

    @Override
    public Pulled<T> pull() {
      Pulled<T> pulled = inbox.pull();
      if (pulled instanceof Pulled.Item<T> && ++pulledSinceRequest * 2 >= prefetch) {
        int count = pulledSinceRequest;
        pulledSinceRequest = 0;
        Objects.requireNonNull(subscription).request(count);
      }
      return pulled;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void discard(T item) {
      discard.accept(item);
    }

    @Override
    public void close() {
      boolean finished = inbox.isEnded();
      inbox.close();
      Subscription held;
      synchronized (this) {
        held = subscription;
      }
      if (held != null && !finished) {
        held.cancel();
      }
    }
  }
}
