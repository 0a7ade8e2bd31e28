package io.sabot.kafka;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.CommitRequests;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Snapshots;
import io.sabot.operator.Step;
import io.sabot.source.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A reader driven by hand, one row per batch; texts and signals are kept as they come. */
final class DrivenReader implements AutoCloseable {
  private final BufferAllocator allocator;
  private final SplitReader reader;
  private final List<String> texts = new ArrayList<>();
  private final List<Signal> signals = new ArrayList<>();
  private CompletableFuture<?> wakeUp = CompletableFuture.completedFuture(null);

  /** Of a run that commits nothing. */
  static DrivenReader ofRun(KafkaTopic topic, BufferAllocator allocator) {
    return new DrivenReader(topic, allocator, CommitRequests.NONE);
  }

  /** Of a job that answers no commit that is asked for. */
  static DrivenReader ofJob(KafkaTopic topic, BufferAllocator allocator) {
    return new DrivenReader(topic, allocator, new AskedCommits());
  }

  /** Of a job that is asked for commits. */
  DrivenReader(KafkaTopic topic, BufferAllocator allocator, CommitRequests commits) {
    this.allocator = allocator;
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(1);
    RunContext context =
        new RunContext(options, allocator, new MemoryBudget(Long.MAX_VALUE), topic.name(), 0)
            .with(Snapshots.NONE, commits);
    this.reader = topic.splits().getFirst().open(context);
  }

  SplitReader reader() {
    return reader;
  }

  List<String> texts() {
    return texts;
  }

  List<Signal> signals() {
    return signals;
  }

  /** Takes one step. */
  void step() {
    switch (reader.poll()) {
      case Step.Emit(Batch batch) -> {
        try (VectorSchemaRoot root = Doors.toRoot(batch, allocator)) {
          texts.add(root.getVector(0).getObject(0).toString());
        }
      }
      case Step.Pass(Signal signal) -> signals.add(signal);
      case Step.Blocked(var stage) -> wakeUp = stage.toCompletableFuture();
      default -> throw new AssertionError("there must be more");
    }
  }

  /** Drives readers in turn until a condition holds; commits that are asked for wake it, too. */
  static void drive(BooleanSupplier condition, DrivenReader... readers) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it took too long: " + List.of(readers));
      }
      boolean waits = true;
      for (DrivenReader one : readers) {
        if (one.wakeUp.isDone()) {
          one.step();
          waits = false;
        }
      }
      if (waits) {
        Thread.onSpinWait();
      }
    }
  }

  void readTexts(int count) {
    drive(() -> texts.size() >= count, this);
  }

  void readSignals(int count) {
    drive(() -> signals.size() >= count, this);
  }

  @Override
  public void close() {
    reader.close();
  }

  @Override
  public String toString() {
    return texts + " " + signals;
  }
}
