package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.AtTheEnd;
import io.sabot.views.Numbers.EveryThird;
import io.sabot.views.Numbers.FailsAt;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cancelled at any moment, from any thread, a run frees everything. */
@Tag("contract")
class CancelTest extends ViewsFixture {
  private static final int MOMENTS = 1000;

  @Test
  void atAThousandRandomMomentsFromAnotherThread() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      QuietExecutor quiet = new QuietExecutor(threads);
      for (int moment = 0; moment < MOMENTS; moment++) {
        Probe<VectorSchemaRoot> probe =
            new Probe<>(random.nextBoolean() ? 1 : Long.MAX_VALUE, 1, VectorSchemaRoot::close);
        Views.publisher(pipeline(random.nextInt(4), quiet), options.withExecutor(quiet))
            .subscribe(probe);
        spin(random.nextInt(60_000));
        probe.subscription().cancel();
        quiet.awaitQuiet();
        assertThat(allocator.getAllocatedMemory())
            .as("moment %d of seed %d", moment, seed)
            .isZero();
        assertThat(probe.faults()).isEmpty();
      }
    }
  }

  private Stage pipeline(int kind, QuietExecutor quiet) {
    Source endless = Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i * 10, 10));
    return switch (kind) {
      case 0 -> stage(endless, new EveryThird());
      // Holds more and more: only a cancel that is seen in the middle of a poll ends it.
      case 1 -> stage(endless, new AtTheEnd());
      case 2 -> stage(endless, new FailsAt(500), new EveryThird());
      default -> {
        Flow.Publisher<VectorSchemaRoot> inner =
            Views.publisher(stage(endless), options.withExecutor(quiet));
        yield stage(
            Sources.publisher(Numbers.SCHEMA, inner, Source.Boundedness.UNBOUNDED),
            new EveryThird());
      }
    };
  }

  private static void spin(int turns) {
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aRunThatWaitsHoldsNoThreadAndIsFreedByCancel() throws Exception {
    CountDownLatch upstreamCancelled = new CountDownLatch(1);
    Flow.Publisher<VectorSchemaRoot> silent =
        subscriber ->
            subscriber.onSubscribe(
                new Flow.Subscription() {
                  @Override
                  public void request(long count) {
                    subscriber.onNext(Numbers.range(allocator, 0, 5));
                  }

                  @Override
                  public void cancel() {
                    upstreamCancelled.countDown();
                  }
                });
    Stage stage =
        stage(
            Sources.publisher(Numbers.SCHEMA, silent, Source.Boundedness.UNBOUNDED),
            new AtTheEnd());
    Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
    Views.publisher(stage, options).subscribe(probe);
    awaitNoLibraryThread();
    assertThat(allocator.getAllocatedMemory()).isPositive();
    probe.subscription().cancel();
    assertThat(upstreamCancelled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(allocator.getAllocatedMemory()).isZero();
  }

  @Test
  void lateBatchesOfACancelledPublisherAreClosed() throws Exception {
    Flow.Subscriber<?>[] upstream = new Flow.Subscriber<?>[1];
    Flow.Publisher<VectorSchemaRoot> publisher =
        subscriber -> {
          upstream[0] = subscriber;
          subscriber.onSubscribe(new IgnoringSubscription());
        };
    RunOptions direct = options.withExecutor(Runnable::run);
    Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
    Views.publisher(
            stage(Sources.publisher(Numbers.SCHEMA, publisher, Source.Boundedness.BOUNDED)), direct)
        .subscribe(probe);
    probe.subscription().cancel();
    @SuppressWarnings("unchecked")
    Flow.Subscriber<VectorSchemaRoot> inlet = (Flow.Subscriber<VectorSchemaRoot>) upstream[0];
    inlet.onNext(Numbers.range(allocator, 0, 5));
    inlet.onComplete();
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThat(probe.ended).isNotDone();
  }

  @Test
  void aPublisherThatSendsTooMuchIsToldTheRule() throws Exception {
    Flow.Publisher<VectorSchemaRoot> flood =
        subscriber -> {
          subscriber.onSubscribe(new IgnoringSubscription());
          for (VectorSchemaRoot root :
              List.of(
                  Numbers.range(allocator, 0, 1),
                  Numbers.range(allocator, 1, 1),
                  Numbers.range(allocator, 2, 1),
                  Numbers.range(allocator, 3, 1),
                  Numbers.range(allocator, 4, 1))) {
            subscriber.onNext(root);
          }
        };
    Probe<VectorSchemaRoot> probe = Probe.all(VectorSchemaRoot::close);
    Views.publisher(
            stage(Sources.publisher(Numbers.SCHEMA, flood, Source.Boundedness.BOUNDED)), options)
        .subscribe(probe);
    assertThat(probe.failure()).hasMessageContaining("rule 1.1").hasMessageContaining("request(n)");
  }

  private static final class IgnoringSubscription implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }
}
