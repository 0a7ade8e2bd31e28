package io.sabot.internal.run;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.operator.Step;
import io.sabot.source.Sources;
import io.sabot.testkit.TestAllocator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whoever waits for morsels is woken when there is something new, and for nothing else. */
class FeedTest {
  private static final Stage.Read STAGE =
      new Stage.Read(Sources.iterable(schema("a:int"), List.of()), Origin.UNKNOWN);

  private final TestAllocator allocator = new TestAllocator();
  private final RunContext context =
      new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(Long.MAX_VALUE), "Test", 1);
  private final Line line = new Line(Segment.Results.IN_ORDER, 9, 9);

  private static Node polled(Supplier<Step> steps) {
    return new Node() {
      @Override
      public Step poll() {
        return steps.get();
      }

      @Override
      public void stop() {}

      @Override
      public void close() {}
    };
  }

  private BatchFeed batches(Supplier<Step> steps) {
    return new BatchFeed(polled(steps), STAGE, context, line, line::changed);
  }

  private boolean isWokenBy(Feed feed) {
    long seen = line.events();
    Slot taken = feed.take();
    if (taken != null && taken.morsel != null) {
      taken.morsel.close();
    }
    return line.after(seen).isDone();
  }

  @Test
  void aSourceThatWaitsIsNotAskedAgainAndAgain() {
    CompletableFuture<Void> rows = new CompletableFuture<>();
    BatchFeed feed = batches(() -> new Step.Blocked(rows));
    assertThat(feed.take()).isNull();
    assertThat(isWokenBy(feed)).isFalse();
    long seen = line.events();
    rows.complete(null);
    assertThat(line.after(seen)).isDone();
  }

  @Test
  void theEndIsNewsOnce() {
    for (Feed feed :
        List.of(
            batches(() -> Step.DONE),
            new SplitFeed(STAGE, List.of(), context, () -> {}, line),
            new PartFeed(List.of(), line))) {
      feed.take();
      assertThat(isWokenBy(feed)).isFalse();
    }
    assertThat(line.isOver()).isTrue();
  }

  @Test
  void whoComesWhileAnotherReadsIsWokenWhenThatOneLeaves() {
    AtomicReference<BatchFeed> feed = new AtomicReference<>();
    AtomicReference<CompletableFuture<Void>> missed = new AtomicReference<>();
    Supplier<Step> steps =
        () -> {
          long seen = line.events();
          CompletableFuture.runAsync(() -> assertThat(feed.get().take()).isNull()).join();
          missed.set(line.after(seen));
          assertThat(missed.get()).isNotDone();
          return new Step.Emit(table("a:int", row(1)).batch(allocator));
        };
    feed.set(batches(steps));
    assertThat(isWokenBy(feed.get())).isTrue();
    assertThat(missed.get()).isDone();
    allocator.close();
  }

  @Test
  void aFailureIsNews() {
    assertThat(
            isWokenBy(
                batches(() -> {
                  throw new IllegalStateException("no rows");
                })))
        .isTrue();
  }
}
