package io.sabot.internal.run;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.Step;
import java.lang.ref.Cleaner;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives an execution on the thread that pulls. */
public final class PullDriver implements BatchIterator {
  private static final Logger LOG = LoggerFactory.getLogger(PullDriver.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final Held held;
  private final Cleaner.Cleanable cleanable;

  /** Takes over an execution. */
  public PullDriver(Execution execution) {
    this.held = new Held(execution);
    this.cleanable = CLEANER.register(this, held);
  }

  @Override
  public Schema schema() {
    return held.execution.schema();
  }

  @Override
  public boolean hasNext() {
    while (held.next == null) {
      cancelIfInterrupted();
      switch (held.execution.poll()) {
        case Step.Emit(Batch batch) -> held.next = Doors.toRoot(batch, held.execution.target());
        case Step.Blocked(CompletionStage<?> wakeUp) -> await(wakeUp);
        case Step.Done done -> {
          close();
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  @Override
  public VectorSchemaRoot next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the stream is exhausted");
    }
    VectorSchemaRoot root = held.next;
    held.next = null;
    return root;
  }

  private void await(CompletionStage<?> wakeUp) {
    try {
      wakeUp.toCompletableFuture().get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      // A wake-up that fails still wakes: the next poll says what is wrong.
      LOG.debug("wake-up failed", failed);
    }
  }

  private void cancelIfInterrupted() {
    if (!Thread.currentThread().isInterrupted()) {
      return;
    }
    close();
    Problem problem =
        Problem.at(held.execution.stage().name(), ErrorCode.CANCELLED)
            .rule("the pulling thread must not be interrupted")
            .but(Thread.currentThread().getName() + " was")
            .cure("the run is cancelled and freed; open a new iterator to run again")
            .problem();
    throw new CancelledException(problem.from(held.execution.stage().origin()), null);
  }

  @Override
  public void close() {
    held.closedByUser = true;
    cleanable.clean();
  }

  /** What an iterator that is lost, not closed, leaves to the cleaner. */
  private static final class Held implements Runnable {
    private final Execution execution;
    private @Nullable VectorSchemaRoot next;
    private boolean closedByUser;

    Held(Execution execution) {
      this.execution = execution;
    }

    @Override
    public void run() {
      if (!closedByUser) {
        LOG.warn(
            "{}: an iterator must be closed, but one was lost; use try-with-resources ({})",
            execution.stage().name(),
            execution.stage().origin());
      }
      if (next != null) {
        next.close();
        next = null;
      }
      execution.close();
    }
  }
}
