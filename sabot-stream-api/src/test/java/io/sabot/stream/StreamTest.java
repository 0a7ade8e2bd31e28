package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.using;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.SabotException;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class StreamTest {
  private static final TextTable FLIGHTS =
      table(
          "origin:utf8, delay:long, distance:long",
          row("SFO", 10, 300),
          row("JFK", 90, 2500),
          row("SFO", 40, 700),
          row(null, 20, 100),
          row("ORD", null, 800),
          row("XXX", 70, 10));
  private static final TextTable AIRPORTS =
      table("iata:utf8, state:utf8", row("SFO", "CA"), row("JFK", "NY"), row("ORD", "IL"));

  private final List<VectorSchemaRoot> roots = new ArrayList<>();
  private TestAllocator allocator;

  @BeforeEach
  void open() {
    allocator = new TestAllocator();
  }

  @AfterEach
  void nothingIsLeft() {
    roots.forEach(VectorSchemaRoot::close);
    allocator.close();
  }

  private Stream stream(TextTable table) {
    VectorSchemaRoot root = table.root(allocator);
    roots.add(root);
    return Stream.fromBatches(List.of(root)).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private Stream flights() {
    return stream(FLIGHTS);
  }

  private Stream endless() {
    return Stream.fromBatches(
            schema("n:long"), number -> table("n:long", row(number), row(-number)).root(allocator))
        .with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private static void assertRows(Stream stream, io.sabot.testkit.Row... rows) {
    Rows.assertRows(stream.iterator(), rows);
  }

  @Test
  void theFlagshipReadsAsItRuns() {
    Stream worst =
        flights()
            .filter(col("delay").gt(15).and(col("origin").isNotNull()))
            .withColumn("haul", when(col("distance").lt(1000)).then("short").otherwise("long"))
            .join(stream(AIRPORTS), on("origin", "iata"))
            .groupBy("state", "haul")
            .aggregate(count().as("flights"), mean("delay").as("mean_delay"))
            .sort(desc("mean_delay"), asc("state"))
            .limit(10);
    assertThat(names(worst)).containsExactly("state", "haul", "flights", "mean_delay");
    assertRows(worst, row("NY", "long", 1, 90.0), row("CA", "short", 1, 40.0));
  }

  private static List<String> names(Stream stream) {
    return stream.schema().getFields().stream().map(Field::getName).toList();
  }

  @Test
  void nothingRunsBeforeItIsConsumed() {
    Stream failing =
        Stream.fromBatches(
            schema("n:long"),
            number -> {
              throw new IllegalStateException("read");
            });
    assertThat(failing.filter(col("n").gt(1)).limit(1).schema()).isEqualTo(failing.schema());
    assertThatThrownBy(() -> failing.limit(1).toList())
        .isInstanceOf(SabotException.class)
        .hasRootCauseMessage("read");
  }

  @Test
  void joinsKeepOrDropAsTheirNamesSay() {
    Stream left = stream(table("k:int, a:utf8", row(1, "x"), row(2, "y"), row(null, "z")));
    Stream right = stream(table("k:int, a:utf8", row(2, "Y"), row(3, "Z"), row(null, "N")));
    assertRows(left.join(right, using("k")), row(2, "y", "Y"));
    assertThat(names(left.join(right, using("k")))).containsExactly("k", "a", "a_right");
    assertRows(
        left.leftJoin(right, using("k")),
        row(1, "x", null),
        row(2, "y", "Y"),
        row(null, "z", null));
    assertRows(left.semiJoin(right, using("k")), row(2, "y"));
    assertRows(left.antiJoin(right, using("k")), row(1, "x"), row(null, "z"));
    Rows.drain(left.rightJoin(right, using("k")).iterator())
        .unordered()
        .assertEquals(row(2, "y", "Y"), row(3, null, "Z"), row(null, null, "N"));
    Rows.drain(left.fullJoin(right, using("k")).iterator())
        .unordered()
        .assertEquals(
            row(1, "x", null),
            row(2, "y", "Y"),
            row(null, "z", null),
            row(3, null, "Z"),
            row(null, null, "N"));
  }

  @Test
  void verbsOfOneInput() {
    assertRows(flights().select("delay").limit(2), row(10), row(90));
    assertRows(flights().select(col("delay").as("d")).limit(1), row(10));
    assertRows(flights().map(col("delay").plus(1).as("delay")).select("delay").limit(1), row(11));
    assertRows(
        flights().distinct("origin").select("origin"),
        row("SFO"),
        row("JFK"),
        row((Object) null),
        row("ORD"),
        row("XXX"));
    assertRows(flights().sort("distance").select("distance").limit(2), row(10), row(100));
    assertRows(flights().topN(1, desc("distance")).select("origin"), row("JFK"));
    assertRows(flights().aggregate(count().as("n"), sum("delay").as("s")), row(6, 230));
    assertRows(flights().union(flights()).aggregate(count().as("n")), row(12));
    assertThat(flights().count()).isEqualTo(6);
    assertRows(
        stream(table("n:int, tags:list<utf8>", row(1, List.of("a", "b")), row(2, null)))
            .unnest("tags"),
        row(1, "a"),
        row(1, "b"));
  }

  @Test
  void functionsOverBatches() {
    assertRows(flights().map(batch -> batch).limit(1).select("delay"), row(10));
    assertRows(flights().map(batch -> null));
    assertRows(
        flights()
            .flatMap(
                flights().schema(),
                batch -> List.of(batch.slice(0, 1), batch.slice(1, 1)).iterator())
            .select("delay"),
        row(10),
        row(90));
  }

  @Test
  void theSameStreamGivesTheSameTwice() {
    Stream stream = flights().filter(col("delay").gt(15));
    assertThat(stream.toList()).isEqualTo(stream.toList()).hasSize(4);
  }

  @Test
  void aSingleUseSourceSaysSoTheSecondTime() {
    List<VectorSchemaRoot> batches = List.of(FLIGHTS.root(allocator));
    Stream once =
        Stream.fromBatches(batches.getFirst().getSchema(), batches.iterator())
            .with(RunOptions.DEFAULTS.withAllocator(allocator));
    assertThat(once.count()).isEqualTo(6);
    assertThatThrownBy(once::count)
        .isInstanceOfSatisfying(
            SabotException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_CONSUMED))
        .hasMessageContaining("StreamTest");
  }

  @Test
  void sixtyFourThreadsGetSixtyFourEqualAnswers() throws Exception {
    Stream stream =
        flights()
            .join(stream(AIRPORTS), on("origin", "iata"))
            .groupBy("state")
            .aggregate(sum("distance").as("miles"))
            .sort("state");
    List<Row> expected = stream.toList();
    assertThat(expected).hasSize(3);
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<Callable<List<Row>>> tasks = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        tasks.add(stream::toList);
      }
      for (Future<List<Row>> answer : threads.invokeAll(tasks)) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void errorsNameTheLineThatBuiltTheNode() {
    assertThatThrownBy(() -> flights().filter(col("dellay").gt(1)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"dellay\"")
        .hasMessageContaining("\"delay\"")
        .hasMessageContaining("StreamTest.java:");
  }

  @Test
  void unboundedStreamsAreKnownAndBlockingVerbsRefused() {
    assertThat(flights().isBounded()).isTrue();
    assertThat(endless().isBounded()).isFalse();
    assertThat(endless().union(endless()).isBounded()).isFalse();
    assertThat(endless().limit(3).isBounded()).isTrue();
    List<Runnable> blocking =
        List.of(
            () -> endless().sort("n"),
            () -> endless().topN(3, asc("n")),
            () -> endless().groupBy("n").aggregate(count()).select("n"),
            () -> endless().groupBy("n").aggregate(count()).explain(),
            () -> endless().aggregate(count()).iterator(),
            () -> endless().aggregate(count()).union(endless()),
            () -> endless().aggregate(count()).toList(),
            () -> flights().join(endless(), on("delay", "n")),
            () -> endless().rightJoin(flights(), on("n", "delay")),
            () -> endless().toList(),
            () -> endless().collect(),
            () -> endless().count());
    for (Runnable verb : blocking) {
      assertThatThrownBy(verb::run)
          .isInstanceOfSatisfying(
              PlanException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNBOUNDED_INPUT))
          .hasMessageContaining("; ")
          .hasMessageContaining("StreamTest.java:");
    }
    assertRows(endless().limit(3), row(0), row(0), row(1));
    assertRows(endless().join(flights(), on("n", "delay")).select("n").limit(1), row(10));
  }

  @Test
  void explainPrintsOneLinePerStageAndBelowItWhatItTakesTogether() {
    Stream stream =
        flights().filter(col("delay").gt(15)).sort(desc("delay")).limit(2).select("delay");
    assertThat(stream.explain().lines().map(String::strip).toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("Select"),
            line -> assertThat(line).contains("TopN").contains("delay desc").contains("2"),
            line -> assertThat(line).contains("Coalesce"),
            line -> assertThat(line).contains("Filter").contains("delay > 15"),
            line -> assertThat(line).startsWith("Scan[batches, columns=[delay]"));
  }

  @Test
  void aTableIsAStreamAgain() {
    try (Table table = flights().collect()) {
      assertThat(table.rowCount()).isEqualTo(6);
      assertThat(table.stream().filter(col("delay").gt(15)).count()).isEqualTo(4);
    }
    try (Table empty = flights().filter(col("delay").gt(1000)).collect()) {
      assertThat(empty.batches()).isEmpty();
      assertThat(empty.schema()).isEqualTo(flights().schema());
      assertThat(empty.stream().count()).isZero();
    }
  }

  @Test
  void forEachLendsItsBatches() {
    List<Long> rows = new ArrayList<>();
    flights().forEach(batch -> rows.add((long) batch.getRowCount()));
    assertThat(rows).containsExactly(6L);
    assertThatThrownBy(() ->
            flights()
                .forEach(batch -> {
                  throw new IllegalStateException("stop");
                }))
        .hasMessageContaining("stop");
  }

  @Test
  void aStreamIsNoIterable() {
    assertThat(Iterable.class.isAssignableFrom(Stream.class)).isFalse();
  }
}
