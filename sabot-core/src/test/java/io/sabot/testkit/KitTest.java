package io.sabot.testkit;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.source.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("contract")
class KitTest {
  private static final TextTable NUMBERS = table("n:int", row(1), row(2));
  private static final BatchOperator FORWARD = new OperatorTesterTest.Forward();

  @Test
  void sourcesCountAndFail() {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = NUMBERS.root(allocator)) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      CountingSource counted = CountingSource.over(Sources.batches(List.of(root, root)));
      Rows.assertRows(FORWARD.iterator(options, counted), row(1), row(2), row(1), row(2));
      counted.assertReadOnceByEachOf(1);
      assertThat(counted.batches()).isEqualTo(2);
      assertThat(counted.polled()).isGreaterThanOrEqualTo(3);
      assertThatThrownBy(() -> counted.assertReadOnceByEachOf(2))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("must be read once by each of 2 runs, but was read 1 times");

      FailingSource failing = FailingSource.after(1, counted);
      try (BatchIterator batches = FORWARD.iterator(options, failing)) {
        batches.next().close();
        assertThatThrownBy(batches::hasNext)
            .isInstanceOf(RunException.class)
            .hasMessageContaining("the source broke after 1 batches")
            .satisfies(failure ->
                assertThat(((RunException) failure).code()).isEqualTo(ErrorCode.SOURCE_FAILED));
      }
    }
  }

  @Test
  void subscribersAskForWhatTheyAreToldTo() {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot root = NUMBERS.root(allocator)) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
      Flow.Publisher<VectorSchemaRoot> publisher =
          FORWARD.publisher(options, Sources.batches(List.of(root, root)));
      try (TestSubscriber subscriber = TestSubscriber.idle()) {
        publisher.subscribe(subscriber);
        subscriber.request(1);
        subscriber.awaitBatches(1);
        assertThat(subscriber.rows()).containsExactly(row(1L), row(2L));
        subscriber.request(5);
        assertThat(subscriber.awaitCompletion()).hasSize(4);
        assertThat(subscriber.batches()).hasSize(2);
        assertThatThrownBy(subscriber::awaitFailure)
            .isInstanceOf(AssertionError.class)
            .hasMessage("expected a failure, but 2 batches came, then the end");
        assertThatThrownBy(() -> subscriber.awaitBatches(3))
            .isInstanceOf(AssertionError.class)
            .hasMessage("expected 3 batches, but 2 batches came, then the end");
      }
      try (TestSubscriber subscriber = TestSubscriber.unlimited()) {
        FORWARD
            .publisher(options, FailingSource.after(1, Sources.batches(List.of(root, root))))
            .subscribe(subscriber);
        assertThat(subscriber.awaitFailure()).hasMessageContaining("broke after 1 batches");
        assertThatThrownBy(subscriber::awaitCompletion).hasMessageContaining("expected completion");
      }
      try (TestSubscriber subscriber = TestSubscriber.idle()) {
        publisher.subscribe(subscriber);
        subscriber.cancel();
      }
    }
  }

  @Test
  void subscribersNoticeAPublisherThatBreaksTheRules() {
    try (TestAllocator allocator = new TestAllocator();
        TestSubscriber subscriber = TestSubscriber.idle()) {
      subscriber.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {}
          });
      subscriber.onNext(NUMBERS.root(allocator));
      subscriber.onComplete();
      subscriber.onComplete();
      assertThatThrownBy(subscriber::awaitCompletion)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("[a batch came unasked, a second end came]");
    }
  }

  @Test
  void leaksOfThreadsAndFilesAreNamed(@TempDir Path folder) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    LeakCheck leaks = LeakCheck.begin(folder);
    Thread thread =
        Thread.ofPlatform()
            .name("sabot-stray")
            .start(() -> {
              try {
                end.await();
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            });
    assertThatThrownBy(leaks::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("threads must end, but there are [sabot-stray]");
    end.countDown();
    thread.join();
    Path other = Files.createFile(folder.resolve("sabot-spill-0-1"));
    String name = "sabot-spill-" + ProcessHandle.current().pid() + "-1";
    Path file = Files.createFile(folder.resolve(name));
    assertThatThrownBy(leaks::close)
        .isInstanceOf(AssertionError.class)
        .hasMessage("temporary files must be deleted, but there are [" + name + "]");
    Files.delete(file);
    Files.delete(other);
    leaks.close();
  }

  @Test
  void aRefusedAllocationIsRefusedOnce() {
    FailingAllocation failing = new FailingAllocation();
    try (TestAllocator allocator = new TestAllocator(failing)) {
      failing.after(1);
      allocator.buffer(8).close();
      assertThatThrownBy(() -> allocator.buffer(8)).hasMessageContaining("refused by the test");
      assertThat(failing.stop()).isTrue();
      allocator.buffer(8).close();
    }
  }

  @Test
  void seedsAreShownByFailures() {
    assertThatThrownBy(() ->
            new Seed(7)
                .run(random -> {
                  throw new IllegalStateException("wrong");
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("-Dsabot.seed=7" + Share.flag() + ": wrong");
  }

  @Test
  void aShareIsOneCaseInSoMany() {
    int oneIn = Integer.getInteger(Share.PROPERTY, 1);
    assertThat(Share.of(12)).isEqualTo(12 / oneIn);
    assertThat(Share.of(1)).isEqualTo(1);
    List<Integer> cases = IntStream.range(0, 1_000).boxed().toList();
    Seed.next()
        .run(random ->
            assertThat(Share.of(cases, random).size()).isBetween(1_000 / oneIn / 2, 1_000));
  }
}
