package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sabot.CancelledException;
import io.sabot.RunException;
import io.sabot.batch.Batch;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Stage;
import io.sabot.operator.UnaryRun;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.AtTheEnd;
import io.sabot.views.Numbers.FailsAt;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pull view where things go wrong: failed, closed, interrupted, lost. */
@Tag("contract")
class PullTest extends ViewsFixture {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Flow.Publisher<VectorSchemaRoot> silent =
      subscriber ->
          subscriber.onSubscribe(
              new Flow.Subscription() {
                @Override
                public void request(long count) {
                  asked.countDown();
                }

                @Override
                public void cancel() {}
              });

  private Stage waiting() {
    return stage(Sources.publisher(Numbers.SCHEMA, silent, Source.Boundedness.UNBOUNDED));
  }

  private Stage endless(BatchOperator... operators) {
    return stage(
        Sources.generator(
            Numbers.SCHEMA,
            i -> {
              asked.countDown();
              return Numbers.range(allocator, i, 1);
            }),
        operators);
  }

  @Test
  void aFailureIsThrownAgainAndEverythingIsFreed() {
    BatchIterator batches = Views.iterator(endless(new FailsAt(2)), options);
    batches.next().close();
    batches.next().close();
    Throwable first = catchThrowable(batches::hasNext);
    assertThat(first).isInstanceOf(RunException.class).hasMessageContaining("number 2");
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThat(catchThrowable(batches::hasNext)).isSameAs(first);
    batches.close();
  }

  @Test
  void theFirstFailureWinsAndLaterOnesAreSuppressed() {
    Stage stage = stage(failingTwice(), new BreaksOnClose());
    BatchIterator batches = Views.iterator(stage, options);
    assertThatThrownBy(batches::hasNext)
        .hasMessageContaining("read failed")
        .satisfies(failure ->
            assertThat(failure.getSuppressed())
                .anyMatch(later -> later.getMessage().contains("close failed")));
    batches.close();
  }

  private Source failingTwice() {
    return Sources.generator(
        Numbers.SCHEMA,
        i -> {
          if (i == 1) {
            throw new IllegalStateException("read failed");
          }
          return Numbers.range(allocator, 0, 8);
        });
  }

  private record BreaksOnClose() implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorRun open(RunContext context, List<Schema> inputs) {
      return new UnaryRun() {
        private Batch held;

        @Override
        protected void process(Batch batch) {
          held = batch;
        }

        @Override
        protected void release() {
          if (held != null) {
            held.close();
          }
          throw new IllegalStateException("close failed");
        }
      };
    }
  }

  @Test
  void afterCloseThereIsNothing() {
    BatchIterator batches = Views.iterator(endless(), options);
    assertThat(batches.hasNext()).isTrue();
    batches.close();
    batches.close();
    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the iterator was closed");
  }

  @Test
  void closedByAnotherThreadBetweenTwoCallsItSaysSo() throws InterruptedException {
    BatchIterator batches = Views.iterator(endless(), options);
    assertThat(batches.hasNext()).isTrue();
    Thread.ofPlatform().start(batches::close).join();
    assertThatThrownBy(batches::next)
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("another thread closed it");
    assertThatThrownBy(batches::hasNext)
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("close it on the pulling thread");
  }

  @Test
  void interruptingAWaitingPullCancelsIt() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread puller = pullOn(Views.iterator(waiting(), options), thrown);
    asked.await();
    puller.interrupt();
    assertThat(thrown.get(10, TimeUnit.SECONDS))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("interrupted, but \"" + puller.getName() + "\" was; ")
        .hasMessageContaining("start it again");
    puller.join();
  }

  @Test
  void interruptingALongPollCancelsIt() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread puller = pullOn(Views.iterator(endless(new AtTheEnd()), options), thrown);
    asked.await();
    puller.interrupt();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
    puller.join();
  }

  @Test
  void closingFromAnotherThreadEndsAWaitingPull() throws Exception {
    closedElsewhere(waiting());
  }

  @Test
  void closingFromAnotherThreadEndsALongPoll() throws Exception {
    closedElsewhere(endless(new AtTheEnd()));
  }

  @Test
  void closingFromAnotherThreadEndsAnIteratorThatBlocks() throws Exception {
    closedElsewhere(stage(Sources.iterable(Numbers.SCHEMA, this::blocking)));
  }

  private void closedElsewhere(Stage stage) throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    BatchIterator batches = Views.iterator(stage, options);
    Thread puller = pullOn(batches, thrown);
    asked.await();
    batches.close();
    assertThat(thrown.get(10, TimeUnit.SECONDS))
        .isInstanceOf(CancelledException.class)
        .hasMessageContaining("another thread closed it");
    puller.join();
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void cancellingAPublisherEndsAnIteratorThatBlocks() throws Exception {
    Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
    Views.publisher(stage(Sources.iterable(Numbers.SCHEMA, this::blocking)), options)
        .subscribe(probe);
    asked.await();
    probe.subscription().cancel();
    awaitNoLibraryThread();
    assertThat(probe.ended).isNotDone();
  }

  private Iterator<VectorSchemaRoot> blocking() {
    BlockingQueue<VectorSchemaRoot> empty = new ArrayBlockingQueue<>(1);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public VectorSchemaRoot next() {
        try {
          asked.countDown();
          return empty.take();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(interrupted);
        }
      }
    };
  }

  private Thread pullOn(BatchIterator batches, CompletableFuture<Throwable> thrown) {
    return Thread.ofPlatform()
        .start(() ->
            thrown.complete(
                catchThrowable(() -> {
                  try (batches) {
                    while (batches.hasNext()) {
                      batches.next().close();
                    }
                  }
                })));
  }

  @Test
  void aLostIteratorIsFreedWithOneWarning() {
    String log =
        logOf(() -> {
          lose();
          collectUntilFreed();
        });
    assertThat(log.lines().filter(line -> line.contains("use try-with-resources")))
        .hasSize(1)
        .allMatch(line -> line.contains("AtTheEnd") || line.contains("generator"));
  }

  private void lose() {
    assertThat(Views.iterator(endless(), options).hasNext()).isTrue();
  }

  @Test
  void aLostSubscriptionIsFreedWithOneWarning() {
    String log =
        logOf(() -> {
          loseSubscription();
          collectUntilFreed();
        });
    assertThat(log.lines().filter(line -> line.contains("must cancel a subscription"))).hasSize(1);
  }

  private void loseSubscription() {
    FirstOfTwo.subscribe(allocator, options);
  }

  private void collectUntilFreed() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (allocator.getAllocatedMemory() > 0 && System.nanoTime() < deadline) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  private static String logOf(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
