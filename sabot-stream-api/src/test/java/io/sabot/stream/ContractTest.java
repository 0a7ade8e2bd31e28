package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.operator.BatchIterator;
import io.sabot.operators.Filter;
import io.sabot.source.Source;
import io.sabot.source.Sources;
import io.sabot.testkit.CountingSource;
import io.sabot.testkit.FailingSource;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract, line by line, through the stream; and the mistakes that must not come back. */
@Tag("contract")
class ContractTest {
  private static final int ROWS = 500;

  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private LeakCheck leaks;
  private TestAllocator allocator;
  private RunOptions options;

  @BeforeEach
  void open() {
    leaks = LeakCheck.begin();
    allocator = new TestAllocator();
    options = RunOptions.DEFAULTS.withAllocator(allocator);
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
    leaks.close();
  }

  private VectorSchemaRoot kept(TextTable table) {
    VectorSchemaRoot root = table.root(allocator);
    roots.add(root);
    return root;
  }

  private Stream stream(TextTable... batches) {
    List<VectorSchemaRoot> list = new ArrayList<>();
    for (TextTable batch : batches) {
      list.add(kept(batch));
    }
    return Stream.fromBatches(list).with(options);
  }

  private static TextTable numbers(int from, int to) {
    Row[] rows = new Row[to - from];
    for (int i = from; i < to; i++) {
      rows[i - from] = row(i, i % 7 == 0 ? null : i % 10, i % 5 == 0 ? null : "k" + i % 3, i / 4.0);
    }
    return table("n:long, k:long, s:utf8, x:double", rows);
  }

  private static Map<String, UnaryOperator<Stream>> pipelines(Stream right) {
    Map<String, UnaryOperator<Stream>> all = new LinkedHashMap<>();
    all.put("filter", s -> s.filter(col("k").gt(4)));
    all.put("map", s -> s.withColumn("y", col("x").times(2).plus(col("n"))));
    all.put("select", s -> s.select("s", "n"));
    all.put("union", s -> s.union(s.filter(col("n").lt(10))));
    all.put("join", s -> s.join(right, on("k", "id")));
    all.put("fullJoin", s -> s.fullJoin(right, on("k", "id")));
    all.put("antiJoin", s -> s.antiJoin(right, on("k", "id")));
    all.put(
        "groupBy",
        s ->
            s.groupBy("s", "k")
                .aggregate(count().as("c"), sum("n"), mean("x"), first("n"), max("s").as("m")));
    all.put("distinct", s -> s.distinct("s"));
    all.put("sort", s -> s.sort("s", "n"));
    all.put("topN", s -> s.topN(17, asc("k"), asc("n")));
    all.put("limit", s -> s.limit(123));
    all.put(
        "chain", s -> s.filter(col("n").ge(20)).select("k", "x").filter(col("x").lt(90)).limit(40));
    return all;
  }

  // 1. An operator takes batches and emits batches; processBatch works without a source.

  @Test
  void processBatchWorksWithoutASource() {
    VectorSchemaRoot root = numbers(0, 20).root(allocator);
    try (VectorSchemaRoot kept = new Filter(col("n").ge(18)).processBatch(root)) {
      assertThat(kept.getRowCount()).isEqualTo(2);
    }
  }

  @Test
  void outputBatchesAreBounded() {
    Stream small = stream(numbers(0, ROWS)).with(options.withBatchRows(16));
    List<UnaryOperator<Stream>> growing =
        List.of(
            s -> s.sort("n"),
            s -> s.groupBy("n").aggregate(count()),
            s -> s.join(stream(table("id:long", row(1), row(1), row(1), row(1))), on("k", "id")));
    for (UnaryOperator<Stream> pipeline : growing) {
      pipeline.apply(small).forEach(batch -> assertThat(batch.getRowCount()).isBetween(1, 16));
    }
  }

  // 2. Two views, one behaviour, however the input is cut.

  @Test
  void pulledPublishedAndCutAtRandomGiveEqualRows() {
    Stream right =
        stream(
            table(
                "id:long, w:utf8",
                row(1, "a"),
                row(1, "b"),
                row(6, "c"),
                row(77, "d"),
                row(null, "e")));
    Stream whole = stream(numbers(0, ROWS));
    pipelines(right)
        .forEach((name, pipeline) ->
            Seed.next()
                .run(random -> {
                  Rows expected =
                      Rows.drain(pipeline.apply(whole).iterator()).unordered().tolerance(1e-12);
                  Stream cut = pipeline.apply(stream(cut(random)));
                  expected.assertEquals(Rows.drain(cut.iterator()));
                  TestSubscriber subscriber = TestSubscriber.oneByOne();
                  cut.publisher().subscribe(subscriber);
                  expected.assertEquals(subscriber.awaitCompletion());
                  subscriber.assertLawful();
                  subscriber.close();
                }));
  }

  private static TextTable[] cut(SplittableRandom random) {
    List<TextTable> batches = new ArrayList<>();
    for (int from = 0; from < ROWS; ) {
      int to = Math.min(ROWS, from + random.nextInt(60));
      batches.add(numbers(from, to));
      from = to;
    }
    return batches.toArray(TextTable[]::new);
  }

  @Test
  void exhaustedStaysExhausted() {
    try (BatchIterator batches = stream(numbers(0, 3)).iterator()) {
      batches.next().close();
      assertThat(batches.hasNext()).isFalse();
      assertThat(batches.hasNext()).isFalse();
      assertThatThrownBy(batches::next).isInstanceOf(java.util.NoSuchElementException.class);
    }
  }

  // 3. Synchronous and asynchronous sources under both views.

  @Test
  void aPublisherIsASourceOfBothViews() {
    Stream source = stream(numbers(0, 50), numbers(50, 99)).filter(col("n").gt(9));
    for (boolean pulled : new boolean[] {true, false}) {
      Stream chained =
          Stream.fromPublisher(source.schema(), source.publisher()).with(options).select("n");
      if (pulled) {
        assertThat(Rows.drain(chained.iterator()).size()).isEqualTo(89);
      } else {
        TestSubscriber subscriber = TestSubscriber.unlimited();
        chained.publisher().subscribe(subscriber);
        assertThat(subscriber.awaitCompletion()).hasSize(89);
        subscriber.close();
      }
    }
  }

  @Test
  void aSynchronousSourceNeverRunsOnTheSubscribersThread() {
    List<Thread> readers = new ArrayList<>();
    Stream stream =
        stream(numbers(0, 3))
            .map(batch -> {
              readers.add(Thread.currentThread());
              return batch;
            });
    TestSubscriber subscriber = TestSubscriber.unlimited();
    stream.publisher().subscribe(subscriber);
    subscriber.awaitCompletion();
    subscriber.close();
    assertThat(readers).isNotEmpty().doesNotContain(Thread.currentThread());
    assertThat(readers).allMatch(thread -> thread.getName().startsWith("sabot-"));
  }

  // 4. Empty results emit nothing, functions see no empty batch, the schema is there all the same.

  @Test
  void emptyResultsEmitNothingAndKeepTheirSchema() {
    AtomicInteger calls = new AtomicInteger();
    Stream empty =
        stream(numbers(0, 10), numbers(10, 10), numbers(10, 20))
            .filter(col("n").lt(0))
            .map(batch -> {
              calls.incrementAndGet();
              return batch;
            });
    try (BatchIterator batches = empty.iterator()) {
      assertThat(batches.hasNext()).isFalse();
      assertThat(batches.schema()).isEqualTo(empty.schema());
    }
    assertThat(calls).hasValue(0);
    Rows.assertRows(
        stream(numbers(0, 0)).aggregate(count().as("c"), sum("n").as("s")).iterator(),
        row(0, null));
  }

  // 5. Zero copy.

  @Test
  void whatIsNotComputedIsNotMoved() {
    VectorSchemaRoot root = kept(numbers(0, 100));
    Stream stream = Stream.fromBatches(List.of(root)).with(options);
    assertSameMemory(root, stream.select(col("x").as("y"), col("s")), Map.of("y", "x", "s", "s"));
    assertSameMemory(
        root, stream.withColumn("z", col("n").plus(1)), Map.of("n", "n", "s", "s", "x", "x"));
    assertSameMemory(root, stream.filter(col("n").ge(0)), Map.of("n", "n", "k", "k", "s", "s"));
  }

  private static void assertSameMemory(
      VectorSchemaRoot given, Stream stream, Map<String, String> columns) {
    try (BatchIterator batches = stream.iterator();
        VectorSchemaRoot batch = batches.next()) {
      columns.forEach((to, from) ->
          assertThat(addresses(batch.getVector(to)))
              .as(to)
              .isEqualTo(addresses(given.getVector(from))));
    }
  }

  private static List<Long> addresses(FieldVector vector) {
    return vector.getFieldBuffers().stream().map(buffer -> buffer.memoryAddress()).toList();
  }

  // 6. No byte is left, whatever failed, was cancelled or abandoned. (Each test here ends with it.)

  @Test
  void abandonedHalfWayAnywhereNothingIsLeft() {
    Stream right = stream(table("id:long", row(1), row(2)));
    Stream input = stream(cut(new SplittableRandom(1))).with(options.withBatchRows(8));
    pipelines(right)
        .forEach((name, pipeline) -> {
          for (int pulls = 0; pulls < 4; pulls++) {
            try (BatchIterator batches = pipeline.apply(input).iterator()) {
              for (int i = 0; i < pulls && batches.hasNext(); i++) {
                batches.next().close();
              }
            }
          }
        });
  }

  @Test
  void aFailingSourceFailsOnceAndFreesAll() {
    Stream right = stream(table("id:long", row(1), row(2)));
    Source good = Sources.batches(List.of(kept(numbers(0, 40)), kept(numbers(40, 80))));
    pipelines(right)
        .forEach((name, pipeline) -> {
          if (name.equals("chain") || name.equals("limit")) {
            return;
          }
          Stream failing = pipeline.apply(Stream.from(FailingSource.after(1, good)).with(options));
          assertThatThrownBy(failing::toList).as(name).isInstanceOf(SabotException.class);
          TestSubscriber subscriber = TestSubscriber.oneByOne();
          failing.publisher().subscribe(subscriber);
          assertThat(subscriber.awaitFailure()).isInstanceOf(SabotException.class);
          subscriber.close();
        });
  }

  // 7. Demand counts batches; cancel releases; one exception names operator, rule, value and cure.

  @Test
  void demandCountsBatches() {
    TestSubscriber subscriber = TestSubscriber.idle();
    stream(numbers(0, 5), numbers(5, 10), numbers(10, 15)).publisher().subscribe(subscriber);
    subscriber.request(2);
    subscriber.awaitBatches(2);
    assertThat(subscriber.batches()).hasSize(2);
    subscriber.cancel();
    subscriber.close();
  }

  @Test
  void aFailureReadsTheSameUnderBothViews() {
    Stream failing =
        stream(table("a:long", row(1), row(0))).select(col("a").intDiv(col("a")).as("b"));
    SabotException pulled =
        org.junit.jupiter.api.Assertions.assertThrows(SabotException.class, failing::toList);
    TestSubscriber subscriber = TestSubscriber.unlimited();
    failing.publisher().subscribe(subscriber);
    assertThat(subscriber.awaitFailure()).hasMessage(pulled.getMessage());
    subscriber.close();
    assertThat(pulled.code()).isEqualTo(ErrorCode.ARITHMETIC);
    assertThat(pulled.problem().where()).isEqualTo("Select");
    assertThat(pulled).hasMessageContaining("ContractTest.java:").hasMessageContaining("; ");
  }

  @Test
  void aMemoryLimitInTheMiddleOfAJoinIsOneClearError() {
    Stream build = stream(numbers(0, ROWS));
    Stream join =
        stream(numbers(0, ROWS))
            .join(build.select(col("n").as("id"), col("s").as("t")), on("n", "id"));
    assertThatThrownBy(() -> join.with(options.withMemoryBudget(2_000)).toList())
        .isInstanceOf(MemoryLimitException.class)
        .hasMessageContaining("HashJoin")
        .hasMessageContaining("withMemoryBudget");
    try (var limited = allocator.newChildAllocator("limited", 0, 4_000)) {
      assertThatThrownBy(() -> join.with(RunOptions.DEFAULTS.withAllocator(limited)).toList())
          .isInstanceOf(MemoryLimitException.class)
          .hasMessageContaining("allocator");
      assertThat(limited.getAllocatedMemory()).isZero();
    }
  }

  // 8. A plan that cannot work is refused when it is built.

  @Test
  void plansThatCannotWorkAreRefusedWhenBuilt() {
    Stream stream = stream(numbers(0, 3));
    List<Runnable> plans =
        List.of(
            () -> stream.filter(col("nn").gt(1)),
            () -> stream.filter(col("n").plus(1)),
            () -> stream.withColumn("y", col("s").plus(1)),
            () -> stream.select("n", "n"),
            () -> stream.groupBy("n").aggregate(io.sabot.Expressions.aggregate("summ", col("n"))),
            () -> stream.groupBy("n").aggregate(count().as("n")),
            () -> stream.join(stream, on("n", "s")),
            () -> stream.join(stream, on("n", "q")),
            () -> stream.union(stream.select("n")),
            () -> stream.sort("nope"),
            () -> stream.limit(-1),
            () -> stream.unnest("s"),
            () -> stream.distinct("z"));
    for (Runnable plan : plans) {
      assertThatThrownBy(plan::run)
          .isInstanceOf(PlanException.class)
          .hasMessageMatching("(?s).+: .+, but .+; .+\\(at .*ContractTest\\.java:\\d+\\)\\)");
    }
  }

  // 9. See OperatorPropertiesTest and the operator tester's cuts.

  // The mistakes of others.

  @Test
  void eachRunReadsEachInputOnce() {
    CountingSource left =
        CountingSource.over(Sources.batches(List.of(kept(numbers(0, 9)), kept(numbers(9, 18)))));
    CountingSource right =
        CountingSource.over(Sources.batches(List.of(kept(table("id:long", row(1))))));
    Stream join = Stream.from(left).with(options).join(Stream.from(right), on("n", "id"));
    assertThat(join.toList()).hasSize(1);
    left.assertReadOnceByEachOf(1);
    right.assertReadOnceByEachOf(1);
  }

  @Test
  void keysAreComparedInFull() {
    long far = 5 + (1L << 32);
    Stream left = stream(table("a:long, b:utf8", row(5, "x"), row(far, "x"), row(5, "y")));
    Stream right = stream(table("c:long, d:utf8, v:int", row(5, "x", 1), row(far, "y", 2)));
    Rows.assertRows(left.join(right, on("a", "c").and("b", "d")).select("v").iterator(), row(1));
    Rows.drain(left.groupBy("a").aggregate(count().as("n")).iterator())
        .unordered()
        .assertEquals(row(5, 2), row(far, 1));
  }

  @Test
  void aFanOutHasNoLimit() {
    Row[] same = new Row[300];
    java.util.Arrays.fill(same, row(1));
    Stream many = stream(table("k:long", same)).with(options.withBatchRows(1000));
    assertThat(many.join(many, on("k", "k")).count()).isEqualTo(90_000);
  }

  @Test
  void aggregatesCarryTheNamesAskedFor() {
    Stream grouped =
        stream(numbers(0, 9)).groupBy("s").aggregate(sum("n").as("total"), mean("x").as("average"));
    assertThat(grouped.schema().getFields().stream().map(f -> f.getName()))
        .containsExactly("s", "total", "average");
    assertThatThrownBy(() ->
            stream(numbers(0, 9)).aggregate(io.sabot.Expressions.aggregate("median_of", col("n"))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("median_of")
        .hasMessageContaining("count_distinct");
  }

  @Test
  void schemasOfTextAreThoseOfTheStream() {
    assertThat(stream(numbers(0, 1)).schema())
        .isEqualTo(schema("n:long, k:long, s:utf8, x:double"));
  }
}
