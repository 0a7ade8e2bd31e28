package io.sabot.internal.flow;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Work that runs on an executor whenever it is called for, never on two threads at once, and never
 * misses a call: one that arrives while it runs makes it run again.
 */
final class SerialTask {
  private final Executor executor;
  private final BooleanSupplier work;
  private final Consumer<Throwable> refused;
  private final AtomicInteger calls = new AtomicInteger(1);

  /**
   * A task that counts as running until {@link #start}.
   *
   * @param work one turn; true where it wants another after those who queue at the executor
   * @param refused told, in place of the work, where the executor takes no task
   */
  SerialTask(Executor executor, BooleanSupplier work, Consumer<Throwable> refused) {
    this.executor = executor;
    this.work = work;
    this.refused = refused;
  }

  /** Submits the first turn. */
  void start() {
    submit();
  }

  /** Asks for a turn; returns at once. */
  void call() {
    if (calls.getAndIncrement() == 0) {
      submit();
    }
  }

  /** Asks for a turn, and takes it on this thread where none is running or queued. */
  void callHere() {
    if (calls.getAndIncrement() == 0) {
      run();
    }
  }

  private void submit() {
    try {
      executor.execute(this::run);
    } catch (Throwable failure) {
      refused.accept(failure);
    }
  }

  private void run() {
    int answered;
    do {
      answered = calls.get();
      if (work.getAsBoolean()) {
        submit();
        return;
      }
    } while (calls.addAndGet(-answered) != 0);
  }
}
