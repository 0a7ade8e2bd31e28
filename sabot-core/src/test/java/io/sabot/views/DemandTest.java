package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.internal.run.Views;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.EveryThird;
import io.sabot.views.Numbers.FailsAt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a subscriber asks for, and what it hears. Tasks are run by hand, so that each is seen. */
@Tag("contract")
class DemandTest extends ViewsFixture {
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final RunOptions byHand = options.withExecutor(tasks::add);
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final Stage endless =
      stage(
          Sources.generator(
              Numbers.SCHEMA,
              i -> {
                made.incrementAndGet();
                return Numbers.range(allocator, i * 3, 3);
              }));

  private void run() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private Probe<VectorSchemaRoot> subscribe(Stage stage, long first, long next) {
    Probe<VectorSchemaRoot> probe =
        new Probe<>(
            first,
            next,
            batch -> {
              taken.incrementAndGet();
              batch.close();
            });
    Views.publisher(stage, byHand).subscribe(probe);
    return probe;
  }

  @Test
  void nothingIsReadWithoutDemand() {
    Probe<VectorSchemaRoot> probe = subscribe(endless, 0, 0);
    run();
    assertThat(made).hasValue(0);
    probe.subscription().cancel();
    assertThat(tasks).isEmpty();
  }

  @Test
  void demandCountsBatchesAndIsNeverRunAhead() {
    Probe<VectorSchemaRoot> probe = subscribe(endless, 0, 0);
    for (int batches = 1; batches <= 5; batches++) {
      probe.subscription().request(1);
      assertThat(taken).hasValue(batches - 1);
      run();
      assertThat(taken).hasValue(batches);
      assertThat(made).hasValue(batches);
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    probe.subscription().cancel();
  }

  @Test
  void aSlowSubscriberHoldsUpAsynchronousSourcesToo() {
    Flow.Publisher<VectorSchemaRoot> inner = Views.publisher(endless, byHand);
    Stage outer = stage(Sources.publisher(Numbers.SCHEMA, inner, Source.Boundedness.UNBOUNDED));
    Probe<VectorSchemaRoot> probe = subscribe(outer, 0, 0);
    for (int batches = 1; batches <= 20; batches++) {
      probe.subscription().request(1);
      run();
      assertThat(taken).hasValue(batches);
      assertThat(made.get() - taken.get()).isLessThanOrEqualTo(4);
    }
    probe.subscription().cancel();
    run();
  }

  @Test
  void anEmptyStreamCompletesWithTheFirstRequest() throws Exception {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 0)) {
      Probe<VectorSchemaRoot> probe = subscribe(stage(Sources.table(root, 8)), 1, 0);
      run();
      probe.await();
      assertThat(probe.faults()).isEmpty();
    }
  }

  @Test
  void aSourceThatCannotBeOpenedIsHeardWithoutDemand() throws Exception {
    Source once = Sources.iterator(Numbers.SCHEMA, List.<VectorSchemaRoot>of().iterator());
    Probe<VectorSchemaRoot> first = subscribe(stage(once), 1, 0);
    run();
    first.await();
    Probe<VectorSchemaRoot> second = subscribe(stage(once), 0, 0);
    run();
    assertThat(second.failure())
        .isInstanceOf(SabotException.class)
        .hasMessageContaining("iterator: the source can be read by one run only")
        .hasMessageContaining("Sources.iterable");
  }

  @Test
  void aRequestOfNothingIsAnErrorThatNamesTheRule() throws Exception {
    for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
      Probe<VectorSchemaRoot> probe = subscribe(endless, 0, 0);
      probe.subscription().request(count);
      run();
      assertThat(probe.failure())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("3.9")
          .hasMessageContaining("request 1 or more");
    }
  }

  @Test
  void signalsUseNoDemand() {
    Stage gaps =
        stage(
            Sources.generator(
                Numbers.SCHEMA, i -> i % 2 == 0 ? null : Numbers.range(allocator, i, 1)));
    Probe<VectorSchemaRoot> probe = subscribe(gaps, 3, 0);
    run();
    assertThat(taken).hasValue(3);
    probe.subscription().cancel();
  }

  @Test
  void aSubscriberThatThrowsIsCancelled() {
    List<VectorSchemaRoot> received = new ArrayList<>();
    Probe<VectorSchemaRoot> probe =
        Probe.all(batch -> {
          received.add(batch);
          throw new IllegalStateException("not today");
        });
    Views.publisher(endless, byHand).subscribe(probe);
    run();
    assertThat(received).hasSize(1);
    assertThat(probe.ended).isNotDone();
    received.forEach(VectorSchemaRoot::close);
  }

  @Test
  void cancelWithinOnNextEndsAtOnce() {
    List<Flow.Subscription> subscription = new ArrayList<>();
    Probe<VectorSchemaRoot> probe =
        Probe.all(batch -> {
          batch.close();
          subscription.getFirst().cancel();
          assertThat(allocator.getAllocatedMemory()).isZero();
        });
    Views.publisher(endless, byHand).subscribe(probe);
    subscription.add(probe.subscription());
    run();
    assertThat(made).hasValue(1);
    assertThat(probe.ended).isNotDone();
    assertThat(probe.faults()).isEmpty();
  }

  @Test
  void anExecutorThatRefusesIsHeard() throws Exception {
    RunOptions closed =
        options.withExecutor(task -> {
          throw new RejectedExecutionException("closed");
        });
    Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
    Views.publisher(endless, closed).subscribe(probe);
    assertThat(probe.failure()).isInstanceOf(RejectedExecutionException.class);
    probe.subscription().cancel();
  }

  @Test
  void aFailingOperatorIsHeardOnceAfterTheRowsBeforeIt() throws Exception {
    Stage stage =
        stage(
            Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i, 1)), new FailsAt(4));
    Probe<VectorSchemaRoot> probe = subscribe(stage, Long.MAX_VALUE, 0);
    run();
    assertThat(taken).hasValue(4);
    assertThat(probe.failure())
        .isInstanceOf(SabotException.class)
        .hasMessageContaining("FailsAt")
        .hasMessageContaining("number 4")
        .hasMessageContaining("mend it where the stack trace of the cause begins");
    assertThat(probe.faults()).isEmpty();
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void aFailingSourceIsHeard() throws Exception {
    Stage stage =
        stage(
            Sources.generator(
                Numbers.SCHEMA,
                i -> {
                  if (i == 2) {
                    throw new IllegalStateException("line is dead");
                  }
                  return Numbers.range(allocator, i, 1);
                }));
    Probe<VectorSchemaRoot> probe = subscribe(stage, Long.MAX_VALUE, 0);
    run();
    assertThat(probe.failure())
        .hasMessageContaining("generator: the source must give batches until it ends")
        .hasMessageContaining("line is dead")
        .extracting(failure -> ((SabotException) failure).code())
        .isEqualTo(ErrorCode.SOURCE_FAILED);
  }

  @Test
  void memoryRefusedAtTheDoorNamesTheCure() throws Exception {
    BufferAllocator small = allocator.newChildAllocator("small", 0, 4096);
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 10_000)) {
      Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
      Views.publisher(
              stage(Sources.table(root, 10_000), new EveryThird()), byHand.withAllocator(small))
          .subscribe(probe);
      run();
      assertThat(probe.failure())
          .isInstanceOf(MemoryLimitException.class)
          .hasMessageContaining("raise the limit of the allocator");
    }
    small.close();
  }
}
