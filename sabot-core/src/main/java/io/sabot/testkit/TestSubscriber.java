package io.sabot.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber under the control of a test: it asks for what it is told to, copies the rows of each
 * batch to the heap, and closes the batch. Waits give up after 10 seconds with an {@link
 * AssertionError} that says what came until then. Closing it cancels.
 */
public final class TestSubscriber implements Flow.Subscriber<VectorSchemaRoot>, AutoCloseable {
  private static final long SECONDS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long demandAtStart;
  private final boolean oneByOne;
  private final List<Rows> batches = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable failure;
  private long demand;
  private boolean completed;

  private TestSubscriber(long demandAtStart, boolean oneByOne) {
    this.demandAtStart = demandAtStart;
    this.oneByOne = oneByOne;
  }

  /** Asks for nothing until {@link #request}. */
  public static TestSubscriber idle() {
    return new TestSubscriber(0, false);
  }

  /** Asks for all there is. */
  public static TestSubscriber unlimited() {
    return new TestSubscriber(Long.MAX_VALUE, false);
  }

  /** Asks for one batch, and for the next when it came. */
  public static TestSubscriber oneByOne() {
    return new TestSubscriber(1, true);
  }

  /** Asks for more batches. */
  public void request(long more) {
    Flow.Subscription open = awaitSubscription();
    count(more);
    open.request(more);
  }

  /** Cancels the subscription. */
  public void cancel() {
    awaitSubscription().cancel();
  }

  /** Waits until as many batches came in all. */
  public void awaitBatches(int count) {
    await(count + " batches", () -> batches.size() >= count || ended());
    if (batches.size() < count) {
      throw new AssertionError("expected %d batches, but %s".formatted(count, this), failure);
    }
  }

  /** Waits for the end and asserts that it is completion; all rows that came. */
  public List<Row> awaitCompletion() {
    await("the end", this::ended);
    if (failure != null) {
      throw new AssertionError("expected completion, but " + this, failure);
    }
    assertLawful();
    return rows();
  }

  /** Waits for the end and asserts that it is a failure. */
  public Throwable awaitFailure() {
    await("the end", this::ended);
    if (failure == null) {
      throw new AssertionError("expected a failure, but " + this);
    }
    assertLawful();
    return failure;
  }

  /** The batches that came so far. */
  public List<Rows> batches() {
    return locked(() -> List.copyOf(batches));
  }

  /** The rows that came so far. */
  public List<Row> rows() {
    return batches().stream().flatMap(batch -> batch.list().stream()).toList();
  }

  /** Asserts that no batch came unasked or after the end, and no signal twice. */
  public void assertLawful() {
    List<String> broken = locked(() -> List.copyOf(violations));
    if (!broken.isEmpty()) {
      throw new AssertionError("the publisher must follow the rules, but " + broken);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription opened) {
    lock.lock();
    try {
      if (subscription != null) {
        violations.add("onSubscribe came twice");
      }
      subscription = opened;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (demandAtStart > 0) {
      count(demandAtStart);
      opened.request(demandAtStart);
    }
  }

  @Override
  public void onNext(VectorSchemaRoot batch) {
    Flow.Subscription open;
    lock.lock();
    try (batch) {
      if (ended()) {
        violations.add("a batch came after the end");
      }
      if (demand-- <= 0) {
        violations.add("a batch came unasked");
      }
      batches.add(Rows.of(batch));
      open = subscription;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (oneByOne && open != null) {
      count(1);
      open.request(1);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    end(thrown);
  }

  @Override
  public void onComplete() {
    end(null);
  }

  @Override
  public void close() {
    lock.lock();
    Flow.Subscription open = subscription;
    lock.unlock();
    if (open != null) {
      open.cancel();
    }
  }

  private void end(@Nullable Throwable thrown) {
    lock.lock();
    try {
      if (ended()) {
        violations.add("a second end came");
      }
      failure = thrown;
      completed = thrown == null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean ended() {
    return completed || failure != null;
  }

  private void count(long more) {
    lock.lock();
    demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
    lock.unlock();
  }

  private Flow.Subscription awaitSubscription() {
    await("a subscription", () -> subscription != null);
    return java.util.Objects.requireNonNull(subscription);
  }

  private void await(String what, BooleanSupplier there) {
    long left = TimeUnit.SECONDS.toNanos(SECONDS);
    lock.lock();
    try {
      while (!there.getAsBoolean()) {
        if (left <= 0) {
          throw new AssertionError(
              "waited %d seconds for %s, but %s".formatted(SECONDS, what, this));
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, interrupted);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(java.util.function.Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return locked(() ->
        "%d batches came, %s"
            .formatted(
                batches.size(),
                completed ? "then the end" : failure == null ? "no end" : "then " + failure));
  }
}
