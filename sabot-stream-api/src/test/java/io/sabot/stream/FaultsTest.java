package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sabot.CancelledException;
import io.sabot.MemoryLimitException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever goes wrong, whenever it does: one clear error or the right rows, and nothing is left.
 * {@code -Dsabot.parallel.cancels=…} says how often runs are cancelled.
 */
@Timeout(600)
class FaultsTest {
  private static final int CANCELS = Integer.getInteger("sabot.parallel.cancels", 160);
  private static final int BATCHES = 3;
  private static final int ROWS = 40;
  private static final int LARGE = 3000;
  private static final RunOptions SPILLING =
      RunOptions.DEFAULTS.withBatchRows(200).withBatchBytes(4096).withMemoryBudget(100_000);

  private final LeakCheck leaks = LeakCheck.begin();
  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator allocator = new TestAllocator(failing);
  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private Stream rows;
  private Stream others;

  @BeforeEach
  void tables() {
    rows = table(BATCHES, "n:int, k:int, s:utf8, x:double");
    others = table(2, "m:int, j:int, t:utf8, y:double");
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private Stream table(int batches, String schema) {
    List<VectorSchemaRoot> parts = new ArrayList<>();
    for (int batch = 0; batch < batches; batch++) {
      Row[] values = new Row[ROWS];
      for (int i = 0; i < ROWS; i++) {
        int number = batch * ROWS + i;
        String text = number % 9 == 0 ? null : "a text of some length " + number % 23;
        values[i] = Tables.row(number, number % 17, text, number % 11 == 0 ? null : number / 4.0);
      }
      parts.add(Tables.table(schema, values).root(allocator));
    }
    roots.addAll(parts);
    RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
    // Many morsels, and workers that share their groups after a few rows.
    return Stream.fromBatches(parts).with(options.withBatchBytes(800).withBatchRows(32));
  }

  private List<Stream> joins() {
    return List.of(
        rows.join(others, on("k", "j")),
        rows.fullJoin(others, on("n", "m").and("s", "t")),
        rows.antiJoin(others, on("s", "t")));
  }

  private List<Stream> groups() {
    return List.of(
        rows.groupBy("k").aggregate(count(), sum("n"), mean("x"), min("s"), max("x")),
        rows.groupBy("s", "n").aggregate(countDistinct("k"), median("x"), stddev("x")),
        rows.filter(col("k").ne(3)).groupBy("s").aggregate(topK("n", 3), first("x").as("f")),
        rows.filter(col("k").ne(3)).aggregate(sum("n"), max("x"), countDistinct("s")));
  }

  private List<Stream> others() {
    return List.of(
        rows.sort(asc("s"), asc("n")),
        rows.topN(50, asc("x"), asc("n")),
        rows.distinct("k", "s"),
        rows.withColumn("u", col("s").upper()).filter(col("n").rem(7).ne(2)));
  }

  /** More rows than the budget holds. */
  private List<Stream> spilling(RunOptions options) {
    Stream left = large("n:int, k:int, s:utf8, x:double");
    Stream right = large("m:int, k:int, t:utf8, y:double");
    return List.of(
            left.sort(asc("s"), asc("n")),
            left.topN(1000, asc("x"), asc("n")),
            left.groupBy("n").aggregate(count(), sum("k"), max("x")),
            left.distinct("s", "n"),
            left.join(right, on("n", "m")),
            left.fullJoin(right, on("n", "m")))
        .stream()
        .map(stream -> stream.with(options.withAllocator(allocator)))
        .toList();
  }

  private Stream large(String schema) {
    Row[] values = new Row[LARGE];
    for (int i = 0; i < LARGE; i++) {
      int number = (int) (i * 1_000_003L % LARGE);
      values[i] = Tables.row(number, number % 17, "a text of some length " + number, i / 4.0);
    }
    VectorSchemaRoot root = Tables.table(schema, values).root(allocator);
    roots.add(root);
    return Stream.fromTable(root, 160);
  }

  private static Rows drain(Stream stream) {
    return Rows.drain(stream.iterator()).tolerance(1e-9);
  }

  /** Runs that were published end on threads of their own. */
  private void awaitHeld(long bytes) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isHeld(bytes) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(allocator.getChildAllocators()).isEmpty();
    assertThat(allocator.getAllocatedMemory()).isEqualTo(bytes);
  }

  private boolean isHeld(long bytes) {
    return allocator.getChildAllocators().isEmpty() && allocator.getAllocatedMemory() == bytes;
  }

  @Test
  void everyAllocationOfAJoinMayBeRefused() {
    joins().forEach(this::refuseEach);
  }

  @Test
  void everyAllocationOfAGroupByMayBeRefused() {
    groups().forEach(this::refuseEach);
  }

  @Test
  void everyAllocationOfOtherStagesMayBeRefused() {
    others().forEach(this::refuseEach);
  }

  private void refuseEach(Stream stream) {
    List<Row> expected = drain(stream).list();
    long held = allocator.getAllocatedMemory();
    for (int threads = 1; threads <= 2; threads++) {
      boolean refused = true;
      for (int granted = 0; refused; granted++) {
        failing.after(granted);
        MemoryLimitException failure = null;
        try {
          drain(stream.parallelism(threads)).unordered().assertEquals(expected);
        } catch (MemoryLimitException thrown) {
          failure = thrown;
        }
        refused = failing.stop();
        if (failure != null) {
          assertThat(refused).isTrue();
          assertThat(failure)
              .hasMessageContaining("refused by the test")
              .hasMessageContaining("raise the limit");
        }
        assertThat(allocator.getChildAllocators()).isEmpty();
        assertThat(allocator.getAllocatedMemory()).isEqualTo(held);
      }
    }
  }

  @Test
  void largeStreamsFillADisk() {
    List<Stream> streams = new ArrayList<>(spilling(SPILLING.withSpillLimit(1)));
    streams.addAll(spilling(RunOptions.DEFAULTS.withMemoryBudget(100_000).withSpillLimit(1)));
    for (Stream stream : streams) {
      for (int threads = 1; threads <= 2; threads++) {
        int count = threads;
        long held = allocator.getAllocatedMemory();
        Throwable thrown = catchThrowable(() -> drain(stream.parallelism(count)));
        assertThat(thrown)
            .as(stream.explain())
            .hasMessageContaining("raise RunOptions.withSpillLimit");
        assertThat(allocator.getChildAllocators()).as(stream.explain()).isEmpty();
        assertThat(allocator.getAllocatedMemory()).isEqualTo(held);
      }
    }
  }

  @Test
  void cancelledAtAnyMomentARunEndsClearly() {
    List<Stream> streams = new ArrayList<>(joins());
    streams.addAll(groups());
    streams.addAll(others());
    streams.addAll(spilling(SPILLING));
    List<List<Row>> expected = streams.stream().map(stream -> drain(stream).list()).toList();
    long held = allocator.getAllocatedMemory();
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CANCELS; i++) {
            int which = random.nextInt(streams.size());
            Stream stream = streams.get(which).parallelism(1 << random.nextInt(4));
            cancel(stream, expected.get(which), random);
            awaitHeld(held);
          }
        });
  }

  private static void cancel(Stream stream, List<Row> expected, SplittableRandom random)
      throws InterruptedException {
    int spins = random.nextInt(1 << random.nextInt(1, 22));
    switch (random.nextInt(3)) {
      case 0 -> close(stream, expected, spins);
      case 1 -> interrupt(stream, expected, spins);
      default -> cancelSubscription(stream, expected, spins);
    }
  }

  private static Thread after(int spins, Runnable action) {
    return Thread.ofPlatform()
        .start(() -> {
          for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
          }
          action.run();
        });
  }

  private static void close(Stream stream, List<Row> expected, int spins)
      throws InterruptedException {
    BatchIterator batches = stream.iterator();
    Thread closer = after(spins, batches::close);
    List<Row> seen = new ArrayList<>();
    try {
      while (batches.hasNext()) {
        try (VectorSchemaRoot root = batches.next()) {
          seen.addAll(Rows.of(root).list());
        }
      }
      Rows.of(stream.schema(), seen).unordered().tolerance(1e-9).assertEquals(expected);
    } catch (CancelledException cancelled) {
      assertThat(cancelled)
          .hasMessageContaining("run must stay open while it")
          .hasMessageContaining("another thread closed it")
          .hasNoSuppressedExceptions();
    }
    closer.join();
  }

  private static void interrupt(Stream stream, List<Row> expected, int spins) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread puller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                drain(stream).unordered().assertEquals(expected);
                end.complete(null);
              } catch (CancelledException cancelled) {
                end.complete(null);
              } catch (Throwable failure) {
                end.completeExceptionally(failure);
              }
            });
    after(spins, puller::interrupt);
    end.join();
  }

  private static void cancelSubscription(Stream stream, List<Row> expected, int spins)
      throws InterruptedException {
    try (TestSubscriber subscriber = TestSubscriber.oneByOne()) {
      stream.publisher().subscribe(subscriber);
      after(spins, subscriber::cancel).join();
      subscriber.assertLawful();
      assertThat(subscriber.rows()).hasSizeLessThanOrEqualTo(expected.size());
    }
  }
}
