package io.sabot.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.views.Numbers.AtTheEnd;
import io.sabot.views.Numbers.EveryThird;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.LongStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pulled and published, a stage gives the same rows. */
@Tag("contract")
class TwoViewsTest extends ViewsFixture {
  private static final List<Long> THIRDS =
      LongStream.range(0, 334).map(i -> i * 3).boxed().toList();

  @Test
  void equalRowsPulledPublishedAndCutAtRandom() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20; round++) {
      List<VectorSchemaRoot> roots = Numbers.cut(allocator, 1000, random);
      Stage stage = stage(Sources.batches(roots), new EveryThird(), new AtTheEnd());
      assertThat(pulled(stage)).as("seed %d", seed).isEqualTo(THIRDS);
      assertThat(published(stage, 1)).as("seed %d", seed).isEqualTo(THIRDS);
      assertThat(published(stage, Long.MAX_VALUE)).as("seed %d", seed).isEqualTo(THIRDS);
      roots.forEach(VectorSchemaRoot::close);
    }
  }

  @Test
  void exhaustedStaysExhausted() {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 10);
        BatchIterator batches =
            Views.iterator(stage(Sources.table(root, 4), new EveryThird()), options)) {
      while (batches.hasNext()) {
        batches.next().close();
      }
      assertThat(batches.hasNext()).isFalse();
      assertThat(batches.hasNext()).isFalse();
      assertThat(batches.schema()).isEqualTo(Numbers.SCHEMA);
    }
  }

  @Test
  void anAsynchronousSourceWorksUnderBothViews() throws Exception {
    for (boolean pull : List.of(true, false)) {
      try (SubmissionPublisher<VectorSchemaRoot> publisher = new SubmissionPublisher<>()) {
        Stage stage =
            stage(
                Sources.publisher(Numbers.SCHEMA, publisher, Source.Boundedness.BOUNDED),
                new EveryThird());
        Thread sender = Thread.ofPlatform().start(() -> send(publisher));
        assertThat(pull ? pulled(stage) : published(stage, 1)).isEqualTo(THIRDS);
        sender.join();
      }
    }
  }

  private void send(SubmissionPublisher<VectorSchemaRoot> publisher) {
    while (publisher.getNumberOfSubscribers() == 0) {
      Thread.onSpinWait();
    }
    for (int start = 0; start < 1000; start += 10) {
      publisher.submit(Numbers.range(allocator, start, 10));
    }
    publisher.close();
  }

  @Test
  void oneStageIntoAnotherThroughBothDoors() throws Exception {
    try (VectorSchemaRoot root = Numbers.range(allocator, 0, 1000)) {
      Flow.Publisher<VectorSchemaRoot> inner =
          Views.publisher(stage(Sources.table(root, 7)), options);
      Source outer = Sources.publisher(Numbers.SCHEMA, inner, Source.Boundedness.BOUNDED);
      assertThat(published(stage(outer, new EveryThird()), 1)).isEqualTo(THIRDS);
    }
  }

  @Test
  void aSynchronousSourceNeverRunsOnTheThreadOfTheSubscriber() throws Exception {
    ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();
    Stage stage =
        stage(
            Sources.iterable(
                Numbers.SCHEMA,
                () ->
                    LongStream.range(0, 50)
                        .mapToObj(i -> {
                          threads.add(Thread.currentThread().getName());
                          return Numbers.range(allocator, i, 1);
                        })
                        .iterator()));
    Probe<VectorSchemaRoot> probe = new Probe<>(0, 1, VectorSchemaRoot::close);
    Views.publisher(stage, options).subscribe(probe);
    probe.subscription().request(1);
    probe.await();
    assertThat(threads).hasSize(50).allMatch(name -> name.startsWith("sabot-"));
    assertThat(probe.threads).hasSize(50).allMatch(name -> name.startsWith("sabot-"));
    assertThat(probe.faults()).isEmpty();
  }

  @Test
  void sixtyFourConsumersAtOnceGetEqualAnswers() throws Exception {
    List<VectorSchemaRoot> roots = Numbers.cut(allocator, 1000, new SplittableRandom(5));
    Stage stage = stage(Sources.batches(roots), new EveryThird(), new AtTheEnd());
    List<Callable<List<Long>>> consumers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      consumers.add(() -> pulled(stage));
      consumers.add(() -> published(stage, 1));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      for (Future<List<Long>> answer : threads.invokeAll(consumers)) {
        assertThat(answer.get()).isEqualTo(THIRDS);
      }
    }
    roots.forEach(VectorSchemaRoot::close);
  }

  @Test
  void anEndlessRunLetsOthersHaveTheThread() throws Exception {
    try (ExecutorService single = Executors.newSingleThreadExecutor()) {
      RunOptions one = options.withExecutor(single);
      Stage endless = stage(Sources.generator(Numbers.SCHEMA, i -> Numbers.range(allocator, i, 1)));
      Probe<VectorSchemaRoot> first = Probe.all(VectorSchemaRoot::close);
      Views.publisher(endless, one).subscribe(first);
      try (VectorSchemaRoot root = Numbers.range(allocator, 0, 1000)) {
        List<Long> rows = new ArrayList<>();
        Probe<VectorSchemaRoot> second = Probe.oneByOne(batch -> rows.addAll(Numbers.take(batch)));
        Views.publisher(stage(Sources.table(root, 8), new EveryThird()), one).subscribe(second);
        second.await();
        assertThat(rows).isEqualTo(THIRDS);
      }
      first.subscription().cancel();
    }
  }

  private List<Long> pulled(Stage stage) {
    List<Long> rows = new ArrayList<>();
    try (BatchIterator batches = Views.iterator(stage, options)) {
      while (batches.hasNext()) {
        rows.addAll(Numbers.take(batches.next()));
      }
    }
    return rows;
  }

  private List<Long> published(Stage stage, long demand) throws Exception {
    List<Long> rows = new ArrayList<>();
    Probe<VectorSchemaRoot> probe =
        new Probe<>(demand, demand == 1 ? 1 : 0, batch -> rows.addAll(Numbers.take(batch)));
    Views.publisher(stage, options).subscribe(probe);
    probe.await();
    assertThat(probe.faults()).isEmpty();
    return rows;
  }
}
