package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.udf;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.CancelledException;
import io.sabot.ErrorCode;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.expression.JoinKeys;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.source.SplitReader;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads give what one gives. */
@Tag("netty")
@Timeout(120)
class ParallelTest {
  private static final int CHAINS = Share.of(Integer.getInteger("sabot.parallel.chains", 100));
  private static final int CANCELS = Share.of(Integer.getInteger("sabot.parallel.cancels", 100));

  private final LeakCheck leaks = LeakCheck.begin();
  private final FailingAllocation failing = new FailingAllocation();
  private final TestAllocator allocator = new TestAllocator(failing);
  private final RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator);
  private final List<VectorSchemaRoot> roots = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private Stream stream(List<TextTable> tables) {
    List<VectorSchemaRoot> batches = tables.stream().map(table -> table.root(allocator)).toList();
    roots.addAll(batches);
    return Stream.fromBatches(batches).with(options);
  }

  private static TextTable numbers(int from, int count) {
    Row[] rows = new Row[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(from + i, (from + i) % 7);
    }
    return Tables.table("n:int, k:int", rows);
  }

  /** 20 batches of 500 rows, in many morsels. */
  private Stream many() {
    List<TextTable> tables = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tables.add(numbers(i * 500, 500));
    }
    return stream(tables).with(options.withBatchBytes(256));
  }

  private static Rows rows(Stream stream) {
    return Rows.drain(stream.iterator());
  }

  private static @Nullable Rows rowsOrFailure(Stream stream, List<ErrorCode> failures) {
    try {
      return rows(stream);
    } catch (SabotException failure) {
      failures.add(failure.code());
      return null;
    }
  }

  @Test
  void randomChainsGiveTheSameRowsInTheSameOrder() {
    for (int i = 0; i < CHAINS; i++) {
      Seed.next().run(this::chain);
    }
  }

  private void chain(SplittableRandom random) {
    int span = random.nextBoolean() ? 20 : 1 << 20;
    List<TextTable> tables = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      tables.add(RandomChains.table(random, random.nextInt(200), span));
    }
    Stream chain = new RandomChains(random, span).chain(stream(tables), random.nextInt(1, 6));
    RunOptions small = options.withBatchBytes(random.nextInt(1, 4096));
    // Which of several failures comes first depends on how rows are cut.
    List<ErrorCode> failures = new ArrayList<>();
    Rows alone = rowsOrFailure(chain, failures);
    for (int threads : new int[] {2, 8}) {
      Rows together = rowsOrFailure(chain.with(small.withParallelism(threads)), failures);
      if (alone != null && together != null) {
        together.assertEquals(alone);
      } else {
        assertThat(together).isNull();
        assertThat(alone).isNull();
      }
    }
    assertThat(failures).hasSize(alone == null ? 3 : 0);
  }

  @Test
  void randomGroupsGiveTheSameRows() {
    for (int i = 0; i < CHAINS; i++) {
      Seed.next().run(this::groups);
    }
  }

  private void groups(SplittableRandom random) {
    List<TextTable> tables = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      tables.add(RandomChains.table(random, random.nextInt(300), 50));
    }
    Stream rows = stream(tables);
    Stream input = random.nextBoolean() ? rows : rows.filter(col("x").gt(random.nextInt(-3, 30)));
    String[][] keys = {{}, {"s"}, {"x"}, {"b", "t"}, {"d", "i"}, {"s", "i", "l", "d"}};
    Stream grouped =
        input
            .groupBy(keys[random.nextInt(keys.length)])
            .aggregate(
                count().as("rows"),
                count("i").as("i_count"),
                sum("x").as("x_sum"),
                sum("d").as("d_sum"),
                mean("x").as("x_mean"),
                min("s").as("s_min"),
                max("t").as("t_max"),
                max("d").as("d_max"),
                countDistinct("i").as("i_kinds"));
    RunOptions small =
        options
            .withBatchBytes(random.nextInt(1, 4096))
            .withBatchRows(random.nextInt(1, 1 << random.nextInt(1, 17)));
    Rows alone = rows(grouped).unordered().tolerance(1e-9);
    for (int threads : new int[] {2, 8}) {
      rows(grouped.with(small.withParallelism(threads)))
          .unordered()
          .tolerance(1e-9)
          .assertEquals(alone);
    }
  }

  @Test
  void randomJoinsGiveTheSameRowsInTheSameOrder() {
    for (int i = 0; i < CHAINS; i++) {
      Seed.next().run(this::joins);
    }
  }

  private void joins(SplittableRandom random) {
    List<TextTable> left = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      left.add(RandomChains.table(random, random.nextInt(100), 50));
    }
    Stream joined = stream(left).filter(col("x").gt(random.nextInt(-3, 15)));
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      Stream right =
          stream(List.of(RandomChains.table(random, random.nextInt(60), 50)))
              .select(col("i").as("i" + i), col("s").as("s" + i), col("x").as("x" + i));
      JoinKeys keys = random.nextBoolean() ? on("i", "i" + i) : on("s", "s" + i).and("i", "i" + i);
      joined = join(joined, right, keys, col("x").le(col("x" + i)), random);
    }
    Stream stream =
        switch (random.nextInt(3)) {
          case 0 -> joined.groupBy("s").aggregate(count(), sum("x")).sort("s");
          case 1 -> joined.sort("s");
          default -> joined;
        };
    RunOptions small = options.withBatchBytes(random.nextInt(1, 4096));
    Rows alone = rows(stream);
    for (int threads : new int[] {2, 8}) {
      rows(stream.with(small.withParallelism(threads))).assertEquals(alone);
    }
  }

  private static Stream join(
      Stream left, Stream right, JoinKeys keys, Expression condition, SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> left.join(right, keys);
      case 1 -> left.leftJoin(right, keys);
      case 2 -> left.rightJoin(right, keys);
      case 3 -> left.fullJoin(right, keys);
      case 4 -> left.semiJoin(right, keys);
      case 5 -> left.antiJoin(right, keys);
      case 6 -> left.join(right, keys, condition);
      case 7 -> left.leftJoin(right, keys, condition);
      case 8 -> left.rightJoin(right, keys, condition);
      case 9 -> left.fullJoin(right, keys, condition);
      case 10 -> left.semiJoin(right, keys, condition);
      default -> left.antiJoin(right, keys, condition);
    };
  }

  @Test
  void firstAndLastFollowTheInput() {
    Aggregate[] ends = {first("n").as("f"), last("n").as("l")};
    Stream some = many().filter(col("n").gt(10));
    for (Stream grouped :
        List.of(
            some.groupBy("k").aggregate(ends).sort("k"),
            some.aggregate(ends),
            some.sort("n").aggregate(ends))) {
      assertThat(grouped.parallelism(8).explain().lines())
          .anySatisfy(line -> assertThat(line).contains("GroupBy").contains("threads"));
      rows(grouped.parallelism(8)).assertEquals(rows(grouped.parallelism(1)));
    }
  }

  @Test
  void explainSaysWhatIsShared() {
    String text =
        many()
            .filter(col("n").gt(1))
            .groupBy("k")
            .aggregate(sum("n").as("s"))
            .parallelism(4)
            .explain();
    assertThat(text.lines().map(String::strip).toList())
        .anySatisfy(line -> assertThat(line).startsWith("GroupBy").contains("[up to 4 threads]"))
        .anySatisfy(line -> assertThat(line).startsWith("Filter").contains("[up to 4 threads]"));
    assertThat(many().withColumn("m", col("n").plus(1)).parallelism(3).explain())
        .contains("[up to 3 threads, in order]");
    assertThat(many().withColumn("m", col("n").plus(1)).parallelism(1).explain())
        .doesNotContain("threads");
  }

  @Test
  void asManyThreadsAsProcessorsWorkUnlessToldOtherwise() {
    assertThat(RunOptions.DEFAULTS.parallelism())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void aBatchFunctionSeesBatchesInOrder() {
    List<Integer> seen = new ArrayList<>();
    Stream stream =
        many()
            .withColumn("m", col("n").plus(1))
            .map(batch -> {
              seen.add((Integer) batch.getVector("n").getObject(0));
              return batch;
            })
            .parallelism(8);
    assertThat(stream.aggregate(count()).toList()).hasSize(1);
    assertThat(seen).isSorted().hasSizeGreaterThan(20);
  }

  @Test
  void functionsThatAreCalledStayOnOneThread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Stream stream =
        many()
            .withColumn(
                "m",
                udf(
                        (int n) -> {
                          threads.add(Thread.currentThread());
                          return n;
                        })
                    .of("n"))
            .parallelism(8);
    assertThat(stream.explain()).doesNotContain("threads");
    assertThat(stream.count()).isEqualTo(10_000);
    assertThat(threads).hasSize(1);
  }

  @Test
  void aFailingRowFailsOnceBehindTheRowsBeforeIt() {
    Stream stream = many().withColumn("m", lit(1).intDiv(col("n").minus(7_000))).parallelism(8);
    long rows = 0;
    try (BatchIterator batches = stream.iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          rows += batch.getRowCount();
        }
      }
    } catch (RunException failure) {
      assertThat(failure.code()).isEqualTo(ErrorCode.ARITHMETIC);
      assertThat(failure).hasMessageContaining("7000");
    }
    assertThat(rows).isGreaterThan(6_900).isLessThanOrEqualTo(7_000);
    Stream sums = many().withColumn("m", lit(1).intDiv(col("n").minus(7_000)));
    assertThatThrownBy(() -> sums.aggregate(sum("m")).parallelism(8).toList())
        .hasMessageContaining("7000")
        .hasNoSuppressedExceptions();
  }

  @Test
  void aLimitEndsTheWorkEarly() {
    for (int i = 0; i < 50; i++) {
      rows(many().withColumn("m", col("n").plus(1)).limit(10 + i).parallelism(8))
          .assertEquals(rows(many().withColumn("m", col("n").plus(1)).limit(10 + i)));
    }
  }

  @Test
  void aPublisherGivesTheSameRows() {
    Stream stream = many().filter(col("k").ne(3)).withColumn("m", col("n").times(2));
    List<Row> alone = rows(stream).list();
    for (int threads : new int[] {2, 8}) {
      try (TestSubscriber subscriber = TestSubscriber.oneByOne()) {
        stream.parallelism(threads).publisher().subscribe(subscriber);
        assertThat(subscriber.awaitCompletion()).isEqualTo(alone);
      }
    }
  }

  private List<Stream> kinds() {
    Stream right = stream(List.of(numbers(0, 50))).select(col("n"), col("k").as("other"));
    return List.of(
        many().join(right, on("k", "other")).parallelism(8),
        many().filter(col("k").ne(3)).withColumn("m", col("n").times(2)).parallelism(8),
        many().filter(col("k").ne(3)).withColumn("m", col("n").times(2)).unordered().parallelism(8),
        many().filter(col("k").ne(3)).aggregate(sum("n"), max("k")).parallelism(8),
        many().groupBy("n").aggregate(count(), min("k")).parallelism(8),
        many()
            .groupBy("n")
            .aggregate(count())
            .with(options.withBatchBytes(256).withBatchRows(8).withParallelism(8)));
  }

  @Test
  void closingFromAnotherThreadAtAnyTimeFreesEverything() {
    List<Stream> kinds = kinds();
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CANCELS; i++) {
            close(kinds.get(i % kinds.size()), random.nextInt(1 << random.nextInt(1, 20)));
            assertHeldByRoots();
          }
        });
  }

  private void assertHeldByRoots() {
    assertThat(allocator.getChildAllocators()).isEmpty();
  }

  private static void close(Stream stream, int spins) throws InterruptedException {
    try (BatchIterator batches = stream.iterator()) {
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < spins; i++) {
                  Thread.onSpinWait();
                }
                batches.close();
              });
      try {
        while (batches.hasNext()) {
          batches.next().close();
        }
      } catch (CancelledException cancelled) {
        assertThat(cancelled).hasMessageContaining("another thread closed it");
      }
      closer.join();
    }
  }

  @Test
  void anInterruptCancels() throws InterruptedException {
    for (Stream stream : kinds()) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                try {
                  rows(stream);
                } catch (CancelledException cancelled) {
                  thrown.set(cancelled);
                }
              });
      thread.join();
      assertThat(thrown.get()).isInstanceOf(CancelledException.class);
      assertHeldByRoots();
    }
  }

  @Test
  void anyAllocationMayBeRefused() {
    for (Stream stream : kinds()) {
      boolean refused = true;
      for (int granted = 0; refused; granted += 1 + granted / 4) {
        List<ErrorCode> failures = new ArrayList<>();
        failing.after(granted);
        rowsOrFailure(stream, failures);
        refused = failing.stop();
        assertThat(failures).isSubsetOf(ErrorCode.MEMORY_LIMIT);
        assertHeldByRoots();
      }
    }
  }

  @Test
  void manyGroupsAreShared() {
    Stream stream = many().groupBy("n").aggregate(sum("k").as("s"), count().as("c"));
    Rows alone = rows(stream).unordered();
    RunOptions small = options.withBatchBytes(256).withBatchRows(8);
    for (int i = 0; i < 20; i++) {
      rows(stream.with(small.withParallelism(8))).unordered().assertEquals(alone);
    }
  }

  @Test
  void splitsOfAFileAreReadByWhoeverIsFree(@TempDir Path folder) {
    Path file = folder.resolve("many.arrow");
    many().writeArrowFile(file);
    Stream read = Stream.fromArrowFile(file).with(options.withBatchBytes(256));
    List<Stream> streams =
        List.of(
            read.filter(col("k").ne(3)).aggregate(sum("n"), max("k")),
            read.groupBy("k").aggregate(count(), min("n")),
            read.withColumn("m", col("n").plus(1)));
    for (Stream stream : streams) {
      Rows alone = rows(stream).unordered();
      for (int i = 0; i < 20; i++) {
        rows(stream.parallelism(1 + i % 8)).unordered().assertEquals(alone);
      }
    }
    rows(streams.get(2).parallelism(8)).assertEquals(rows(streams.get(2)));
  }

  @Test
  void whereOrderIsFreeTheRowsAreTheSame(@TempDir Path folder) {
    Path file = folder.resolve("many.arrow");
    many().writeArrowFile(file);
    Stream right = stream(List.of(numbers(0, 50))).select(col("n"), col("k").as("other"));
    for (Stream source :
        List.of(many(), Stream.fromArrowFile(file).with(options.withBatchBytes(256)))) {
      Stream chain = source.filter(col("k").ne(3)).join(right, on("k", "other"));
      Rows alone = rows(chain).unordered();
      for (int i = 0; i < 7; i++) {
        rows(chain.unordered().parallelism(2 + i)).unordered().assertEquals(alone);
      }
    }
  }

  @Test
  void explainSaysWhereOrderIsFree() {
    Stream stream = many().withColumn("m", col("n").plus(1)).parallelism(3);
    assertThat(stream.unordered().explain()).contains("[up to 3 threads, in any order]");
    assertThat(stream.unordered().parallelism(1).explain()).doesNotContain("order");
  }

  /** What only helpers would read for ever is given up. */
  @Test
  void aLimitDoesNotWaitForWhatNobodyWants() {
    Thread driver = Thread.currentThread();
    Stream endless =
        Stream.from(repeated(() -> !Thread.currentThread().equals(driver)))
            .with(options)
            .groupBy("n")
            .aggregate(first("k").as("k"));
    Stream both = many().union(endless).withColumn("o", lit(1)).limit(100);
    for (int i = 0; i < 20; i++) {
      assertThat(both.parallelism(8).toList()).hasSize(100);
    }
  }

  @Test
  void severalStagesMayBeShared() {
    Stream stream =
        many()
            .groupBy("n")
            .aggregate(sum("k").as("s"))
            .filter(col("s").gt(2))
            .groupBy("s")
            .aggregate(count().as("c"))
            .sort("s");
    for (int i = 0; i < 20; i++) {
      rows(stream.parallelism(8)).assertEquals(rows(stream));
    }
  }

  /** A source that gives the same batch again and again, on whatever threads, while it is asked. */
  private record Repeated(VectorSchemaRoot root, BooleanSupplier more, Set<Thread> threads)
      implements Source {
    @Override
    public String name() {
      return "repeated";
    }

    @Override
    public Schema schema() {
      return root.getSchema();
    }

    @Override
    public Boundedness boundedness() {
      return Boundedness.BOUNDED;
    }

    @Override
    public Readers readers() {
      return Readers.ANY_THREAD;
    }

    @Override
    public List<Split> splits() {
      return List.of(Repeated.this::reader);
    }

    private SplitReader reader(RunContext context) {
      Batch batch = Doors.borrow(root);
      return new SplitReader() {
        @Override
        public Step poll() {
          threads.add(Thread.currentThread());
          return more.getAsBoolean() ? new Step.Emit(batch.share()) : Step.DONE;
        }

        @Override
        public void close() {
          batch.close();
        }
      };
    }
  }

  private Repeated repeated(BooleanSupplier more) {
    VectorSchemaRoot root = numbers(0, 1_000).root(allocator);
    roots.add(root);
    return new Repeated(root, more, ConcurrentHashMap.newKeySet());
  }

  @Test
  void aSmallStreamEndsBesideLargeOnes() throws InterruptedException {
    AtomicBoolean runs = new AtomicBoolean(true);
    List<Thread> large = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Stream stream = Stream.from(repeated(runs::get)).with(options.withBatchBytes(1024));
      large.add(
          Thread.ofPlatform()
              .start(() -> rows(stream.groupBy("k").aggregate(sum("n")).parallelism(8))));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(many().filter(col("k").ne(3)).parallelism(2).count()).isEqualTo(8_571);
    }
    runs.set(false);
    for (Thread thread : large) {
      thread.join();
    }
  }

  @Test
  void fewBytesStayWithTheThreadThatAsks() {
    int[] left = {20};
    Repeated source = repeated(() -> left[0]-- > 0);
    assertThat(Stream.from(source).with(options).filter(col("k").gt(2)).parallelism(8).count())
        .isEqualTo(20 * 571);
    assertThat(source.threads()).containsExactly(Thread.currentThread());
  }

  @Test
  void parallelismIsAtLeastOne() {
    assertThatThrownBy(() -> many().parallelism(0))
        .hasMessageContaining("parallelism must be at least 1, but it is 0")
        .hasMessageContaining("give a positive number");
  }
}
