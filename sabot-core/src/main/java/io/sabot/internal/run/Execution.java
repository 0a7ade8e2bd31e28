package io.sabot.internal.run;

import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution of a tree of stages: opened stage by stage, polled by one driver at a time, closed
 * once. It has an allocator of its own; a failure closes everything before it is thrown, and is
 * thrown again by every later poll.
 */
public final class Execution implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Stage stage;
  private final BufferAllocator target;
  private final BufferAllocator allocator;
  private final RunContext context;
  private final @Nullable Node root;
  private @Nullable RuntimeException failure;
  private boolean done;
  private boolean closed;

  /** Opens every stage; nothing is read yet. */
  public Execution(Stage stage, RunOptions options) {
    this.stage = stage;
    this.target = options.allocator() == null ? RootMemory.root() : options.allocator();
    this.allocator =
        target.newChildAllocator("sabot-run-" + NUMBERS.incrementAndGet(), 0, Long.MAX_VALUE);
    this.context =
        new RunContext(
            options,
            allocator,
            new MemoryBudget(options.memoryBudget()),
            stage.name(),
            ThreadLocalRandom.current().nextLong());
    List<Node> opened = new ArrayList<>();
    try {
      this.root = open(stage, opened);
    } catch (Throwable thrown) {
      closeAll(opened, thrown);
      allocator.close();
      throw thrown;
    }
  }

  private Node open(Stage toOpen, List<Node> opened) {
    List<Node> inputs = new ArrayList<>();
    for (Stage input : toOpen.inputs()) {
      inputs.add(open(input, opened));
    }
    Node node =
        switch (toOpen) {
          case Stage.Read read -> new SourceNode(read, context.at(read.name()));
          case Stage.Operate operate -> new OperatorNode(operate, inputs, context);
        };
    opened.add(node);
    return node;
  }

  private static void closeAll(List<Node> nodes, Throwable thrown) {
    for (Node node : nodes.reversed()) {
      try {
        node.close();
      } catch (RuntimeException second) {
        thrown.addSuppressed(second);
      }
    }
  }

  /** The schema of every batch. */
  public Schema schema() {
    return stage.schema();
  }

  /** What a driver calls this run. */
  public Stage stage() {
    return stage;
  }

  /** Where results go: the allocator of the options. */
  public BufferAllocator target() {
    return target;
  }

  /** The context the stages run in. */
  public RunContext context() {
    return context;
  }

  /** The next batch, signal, wake-up or end. Batches pass to the driver. */
  public Step poll() {
    if (failure != null) {
      throw failure;
    }
    if (done || closed) {
      return Step.DONE;
    }
    try {
      Step step = root.poll();
      done = step instanceof Step.Done;
      return step;
    } catch (RuntimeException thrown) {
      failure = thrown;
      closeSuppressed(thrown);
      throw thrown;
    }
  }

  private void closeSuppressed(RuntimeException thrown) {
    try {
      close();
    } catch (RuntimeException second) {
      thrown.addSuppressed(second);
    }
  }

  /** Frees everything the run holds. Batches handed out stay with their receivers. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      root.close();
    } finally {
      closeAllocator();
    }
  }

  private void closeAllocator() {
    if (allocator.getAllocatedMemory() > 0) {
      LOG.warn(
          "{}: a run must end with no memory held, but {} bytes are in use; "
              + "close what was kept from lent batches ({})",
          stage.name(),
          allocator.getAllocatedMemory(),
          stage.origin());
      return;
    }
    allocator.close();
  }
}
