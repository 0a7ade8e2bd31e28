package io.sabot.internal.run;

import io.sabot.operator.BatchIterator;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives an execution on the thread that pulls. */
public final class PullDriver implements BatchIterator {
  private static final Logger LOG = LoggerFactory.getLogger(PullDriver.class);

  /** No thread has this number. */
  private static final long NOBODY = 0;

  private final Held held;
  private final Cleaner.Cleanable cleanable;

  /** Takes over an execution. */
  public PullDriver(Execution execution) {
    this.held = new Held(execution);
    this.cleanable = Lost.watch(this, held);
  }

  @Override
  public Schema schema() {
    return held.execution.schema();
  }

  @Override
  public boolean hasNext() {
    try {
      return held.next.get() != null || fetch();
    } finally {
      // Without it the cleaner may take an iterator in the middle of its last call for lost.
      Reference.reachabilityFence(this);
    }
  }

  private boolean fetch() {
    while (true) {
      cancelIfInterrupted();
      switch (held.execution.pull()) {
        case Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root) -> {
          held.keep(root);
          return true;
        }
        case Pulled.Waiting<VectorSchemaRoot>(CompletionStage<?> wakeUp) -> await(wakeUp);
        case Pulled.End<VectorSchemaRoot> end -> {
          held.requireWhole();
          return false;
        }
        case Pulled.Again<VectorSchemaRoot> again -> {}
      }
    }
  }

  @Override
  public VectorSchemaRoot next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          held.execution.hasEnded() ? "the stream is exhausted" : "the iterator was closed");
    }
    VectorSchemaRoot root = held.next.getAndSet(null);
    if (root == null) {
      throw held.execution.closedElsewhere();
    }
    return root;
  }

  private void await(CompletionStage<?> wakeUp) {
    try {
      CompletableFuture.anyOf(
              wakeUp.toCompletableFuture(), held.execution.whenClosed().toCompletableFuture())
          .get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException failed) {
      // A wake-up that fails still wakes: the next poll says what is wrong.
      LOG.debug("wake-up failed", failed);
    }
    if (held.execution.isClosed()) {
      throw held.execution.closedElsewhere();
    }
  }

  private void cancelIfInterrupted() {
    if (Thread.currentThread().isInterrupted() && !held.execution.isClosed()) {
      held.execution.close();
      throw held.execution.interrupted();
    }
  }

  /** Any thread may close: one that is pulling meanwhile gives up and frees what it holds. */
  @Override
  public void close() {
    held.closer.compareAndSet(NOBODY, Thread.currentThread().threadId());
    cleanable.clean();
  }

  /** What an iterator that is lost, not closed, leaves to the cleaner. */
  private static final class Held implements Runnable {
    private final Execution execution;
    private final AtomicReference<@Nullable VectorSchemaRoot> next = new AtomicReference<>();
    private final AtomicLong closer = new AtomicLong(NOBODY);

    Held(Execution execution) {
      this.execution = execution;
    }

    /** Keeps a batch for the next call, unless the iterator was closed while it was fetched. */
    void keep(VectorSchemaRoot root) {
      next.set(root);
      if (execution.isClosed()) {
        closeNext();
        throw execution.closedElsewhere();
      }
    }

    /**
     * Rows are missing where another thread closed: whoever pulls must not take that for the end.
     */
    void requireWhole() {
      long by = closer.get();
      if (by != NOBODY && by != Thread.currentThread().threadId() && !execution.hasEnded()) {
        throw execution.closedElsewhere();
      }
    }

    private void closeNext() {
      VectorSchemaRoot root = next.getAndSet(null);
      if (root != null) {
        root.close();
      }
    }

    @Override
    public void run() {
      if (closer.get() == NOBODY && (!execution.isClosed() || next.get() != null)) {
        LOG.warn(
            "{}: an iterator must be closed, but one was lost; use try-with-resources",
            execution.name());
      }
      try {
        execution.close();
      } finally {
        closeNext();
      }
    }
  }
}
