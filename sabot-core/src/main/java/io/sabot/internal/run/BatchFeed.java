package io.sabot.internal.run;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Batches as morsels, large ones in slices: read by one thread at a time, whichever comes. */
final class BatchFeed implements Feed {
  private final Node input;
  private final Stage stage;
  private final RunContext context;
  private final Line line;
  private final Runnable wake;
  private final ReentrantLock lock = new ReentrantLock();

  // What follows belongs to the thread that has the lock.
  private @Nullable Batch large;
  private int next;
  private int sliceRows;
  private @Nullable CompletableFuture<?> wakeUp;
  private boolean ended;
  private long bytes;

  private volatile boolean worthHelp;

  /** Whether another thread came while one was reading. */
  private volatile boolean missed;

  /**
   * A feed that reads a node.
   *
   * @param wake called when the node has something again
   */
  BatchFeed(Node input, Stage stage, RunContext context, Line line, Runnable wake) {
    this.input = input;
    this.stage = stage;
    this.context = context;
    this.line = line;
    this.wake = wake;
  }

  @Override
  public @Nullable Slot take() {
    if (!enter()) {
      return null;
    }
    try {
      while (!line.isClosed() && !ended && (wakeUp == null || wakeUp.isDone())) {
        Node morsel = next();
        if (morsel != null) {
          Slot slot = Slot.of(morsel);
          line.append(slot);
          return slot;
        }
      }
      return null;
    } catch (Throwable failure) {
      ended = true;
      line.append(Slot.failed(Failures.of(failure, stage.name(), stage.origin())));
      line.changed();
      return null;
    } finally {
      leave();
    }
  }

  /** False where another thread reads, which then says when it has left. */
  private boolean enter() {
    if (lock.tryLock()) {
      return true;
    }
    missed = true;
    // The other one may have left before it could see that.
    return lock.tryLock();
  }

  /** Nobody is woken for nothing: a driver that waits would look again and again. */
  private void leave() {
    lock.unlock();
    if (missed) {
      missed = false;
      line.changed();
    }
  }

  /** The next morsel, or null where something else came. */
  private @Nullable Node next() {
    if (large != null) {
      return slice(large);
    }
    switch (input instanceof SourceNode source ? source.read() : input.poll()) {
      case Step.Emit(Batch batch) -> {
        return morsel(batch);
      }
      case Step.Pass signal -> {
        line.append(Slot.passing(signal));
        line.changed();
      }
      case Step.Blocked(CompletionStage<?> stage) -> {
        wakeUp = stage.toCompletableFuture();
        var _ = stage.whenComplete((value, failure) -> wake.run());
      }
      default -> {
        ended = true;
        line.end();
      }
    }
    return null;
  }

  private Node morsel(Batch batch) {
    long size = MorselSize.bytes(batch);
    bytes += size;
    worthHelp = bytes >= context.options().batchBytes();
    int rows = MorselSize.rows(batch, size, context.options());
    if (rows >= batch.rowCount()) {
      return new OneBatchNode(batch, check());
    }
    // Slices trust what they are slices of.
    check().accept(batch);
    large = batch;
    next = 0;
    sliceRows = rows;
    return slice(batch);
  }

  private Consumer<Batch> check() {
    return input instanceof SourceNode source ? source::check : batch -> {};
  }

  private Node slice(Batch batch) {
    int count = Math.min(sliceRows, batch.rowCount() - next);
    Batch part = batch.slice(next, count, context.allocator());
    next += count;
    if (next == batch.rowCount()) {
      large = null;
      batch.close();
    }
    return new OneBatchNode(part, checked -> {});
  }

  @Override
  public boolean isWorthHelp() {
    return worthHelp;
  }

  @Override
  public void stop() {
    input.stop();
  }

  @Override
  public void close() {
    if (large != null) {
      large.close();
      large = null;
    }
    input.close();
  }
}
