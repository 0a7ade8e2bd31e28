package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.source.Source;
import io.sabot.source.Source.Boundedness;
import io.sabot.source.Split;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TestAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What may be kept of a source whose partitions are shared, and that it knows the partition. */
@Timeout(60)
class SharedStateTest {
  private static final String COLUMNS = "sensor:utf8, city:utf8, x:int, tags:list<int>";

  private final LeakCheck leaks = LeakCheck.begin();
  private final TestAllocator allocator = new TestAllocator();

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private Stream stream(Source source) {
    return Stream.from(source).with(RunOptions.DEFAULTS.withAllocator(allocator));
  }

  private static Stream changes(Stream of, String... keys) {
    return of.groupBy(keys).aggregate(count().as("n")).emitChanges(Duration.ZERO);
  }

  private void refused(Function<Stream, Stream> verbs, String... parts) {
    assertThatThrownBy(() -> verbs.apply(stream(new SharedRows(COLUMNS, "sensor"))))
        .isInstanceOf(PlanException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("SharedStateTest.java:");
  }

  private static final String BY =
      "its keys must contain [sensor], by which the partitions of \"shared rows\" are divided among"
          + " runs, but ";

  @Test
  void keysMustContainTheColumnsThatPartitionsAreBy() {
    String cure =
        "; add [sensor] to them, or read all partitions in one process, without a group (";
    refused(rows -> changes(rows, "city"), "GroupBy: " + BY + "they are [city]" + cure);
    refused(rows -> changes(rows), "GroupBy: " + BY + "they are []" + cure);
    refused(rows -> rows.distinct("city"), "Distinct: " + BY + "they are [city]" + cure);
    refused(
        rows -> rows.groupBy(col("sensor").upper().as("sensor")).aggregate(count()),
        BY + "they are []");
    refused(
        rows -> changes(rows.withColumn("sensor", col("city")), "sensor"),
        BY + "they are [sensor]");
    refused(rows -> changes(rows.select(col("city").as("sensor")), "sensor"), BY);
    refused(
        rows -> changes(rows.map("round", rows.schema(), batch -> batch), "sensor"),
        BY
            + "nobody knows where these are behind round, and the keys are [sensor]; put round"
            + " behind it, or read all partitions");
    refused(rows -> changes(rows.union(rows), "sensor"), "are behind union, ", "put union behind");
    refused(rows -> rows.apply(new Keyed("city")), "Keyed: " + BY + "they are [city]" + cure);
    assertThatThrownBy(() -> changes(stream(new SharedRows(COLUMNS)), "sensor"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "must contain the columns by which the partitions of \"shared rows\" are divided among"
                + " runs, but nobody said which they are, and the keys are [sensor]; say so with"
                + " partitionedBy(…) on the source, where it is so, or read all partitions");
    assertThatThrownBy(() -> changes(stream(new SharedRows(COLUMNS, "sensor", "city")), "sensor"))
        .hasMessageContaining("must contain [sensor, city], ")
        .hasMessageContaining("add [sensor, city] to them");
  }

  @Test
  void whatStandsBelowMustGiveRowsOfTheSource() {
    refused(
        rows -> changes(rows, "sensor").distinct("sensor", "n"),
        "Distinct: it takes rows of the source, each of which it sees once, but \"changes.sensor\""
            + " below it gives a key each time that it changes; put distinct before groupBy, or"
            + " leave it out");
    refused(
        rows -> changes(changes(rows, "sensor").named("first"), "sensor"),
        "\"first\" below it gives a key each time that it changes; aggregate the rows of");
    Source silent = new Silent(new SharedRows(COLUMNS, "sensor"));
    assertThatThrownBy(() -> changes(stream(silent), "sensor"))
        .hasMessageContaining(
            "a source whose partitions are shared must say from which one each row comes, but"
                + " \"shared rows\" cannot; implement withStateGroups");
    assertThatThrownBy(() -> stream(silent).distinct("sensor"))
        .hasMessageContaining("Distinct: a source whose partitions are shared must say")
        .hasMessageContaining("implement withStateGroups");
  }

  @Test
  void whatMovesTheColumnsOnlyIsFollowed() {
    SentRows table = new SentRows("city:utf8, country:utf8", Boundedness.BOUNDED);
    Stream rows = stream(new SharedRows(COLUMNS, "sensor"));
    List<Stream> allowed =
        List.of(
            changes(rows, "city", "sensor"),
            changes(rows.filter(col("x").gt(1)), "sensor"),
            changes(rows.select(col("sensor").as("s"), col("x")), "s"),
            changes(rows.withColumn("copy", col("sensor")).select("copy"), "copy"),
            changes(rows.withColumn("x", col("x").plus(1)), "sensor"),
            changes(rows.unnest("tags"), "sensor"),
            changes(rows.leftJoin(stream(table), on("city", "city")), "sensor", "country"),
            rows.groupBy(col("sensor").as("s")).aggregate(sum("x")).emitChanges(Duration.ZERO),
            rows.distinct(),
            rows.filter(col("x").gt(1)).distinct("city", "sensor").select("city"),
            rows.select(col("sensor").as("s"), col("x")).distinct("s"),
            rows.leftJoin(stream(table), on("city", "city")).distinct("sensor", "country"),
            changes(rows.distinct("sensor", "x"), "sensor"));
    for (Stream each : allowed) {
      assertThat(each.schema().getFields()).noneMatch(field -> field.getName().startsWith("$"));
      assertThat(each.explain()).contains("$state_group");
    }
    assertThat(rows.limit(5).distinct("city").explain()).doesNotContain("$state_group");
    assertThat(changes(rows.limit(5), "city").explain()).doesNotContain("$state_group");
    assertThat(rows.apply(new Keyed("sensor")).schema()).isEqualTo(rows.schema());
  }

  /** What was kept of a partition is gone with it, on whichever way its number came. */
  @Test
  void statesGoWithTheirPartitions() {
    SentRows cities = new SentRows("city:utf8, country:utf8", Boundedness.BOUNDED);
    cities.send(row("Ulm", "de"), row("Aix", "fr"));
    cities.end();
    List<Function<Stream, Stream>> ways =
        List.of(
            rows -> changes(rows, "sensor"),
            rows -> changes(rows.filter(col("x").gt(0)), "sensor"),
            rows -> changes(rows.select("x", "sensor").filter(col("x").ne(0)), "sensor"),
            rows -> changes(rows.withColumn("y", col("x").plus(1)).select("y", "sensor"), "sensor"),
            rows -> changes(rows.select("tags", "sensor").unnest("tags"), "sensor"),
            rows -> changes(rows.join(stream(cities), on("city", "city")), "sensor"));
    for (Function<Stream, Stream> way : ways) {
      SharedRows rows = new SharedRows(COLUMNS, "sensor");
      try (BatchIterator changes = way.apply(stream(rows)).iterator()) {
        Row a = row("a", "Ulm", 1, List.of(1));
        Row b = row("b", "Aix", 1, List.of(1));
        rows.assign(Map.of(3, "", 7, ""));
        rows.send(3, a);
        expect(changes, row("a", 1L));
        rows.send(7, b);
        expect(changes, row("b", 1L));
        rows.send(3, a);
        expect(changes, row("a", 2L));
        rows.revoke(3);
        rows.send(7, b);
        expect(changes, row("b", 2L));
        rows.assign(Map.of(3, ""));
        rows.send(3, a);
        expect(changes, row("a", 1L));
      }
    }
  }

  /** What was seen of a partition is forgotten with it. */
  @Test
  void distinctKeysGoWithTheirPartitions() {
    SharedRows rows = new SharedRows(COLUMNS, "sensor");
    try (BatchIterator firsts = stream(rows).distinct("sensor").select("sensor").iterator()) {
      Row a = row("a", "Ulm", 1, List.of(1));
      Row b = row("b", "Aix", 1, List.of(1));
      rows.assign(Map.of(3, "", 7, ""));
      rows.send(3, a, a);
      expect(firsts, row("a"));
      rows.send(3, a);
      rows.send(7, b);
      expect(firsts, row("b"));
      rows.revoke(3);
      rows.assign(Map.of(3, ""));
      rows.send(7, b);
      rows.send(3, a);
      expect(firsts, row("a"));
    }
  }

  private static void expect(BatchIterator changes, Row row) {
    try (VectorSchemaRoot batch = changes.next()) {
      Rows.of(batch).assertEquals(row);
    }
  }

  /** A source that does not tell partitions. */
  private record Silent(SharedRows rows) implements Source {
    @Override
    public String name() {
      return rows.name();
    }

    @Override
    public Schema schema() {
      return rows.schema();
    }

    @Override
    public Boundedness boundedness() {
      return rows.boundedness();
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public List<String> partitionedBy() {
      return rows.partitionedBy();
    }

    @Override
    public List<Split> splits() {
      return rows.splits();
    }
  }

  /** An operator of a user that keeps something by key. */
  private record Keyed(String column) implements BatchOperator {
    @Override
    public Schema outputSchema(List<Schema> inputs) {
      return inputs.getFirst();
    }

    @Override
    public OperatorProperties properties() {
      return OperatorProperties.STATEFUL.withKeys(List.of(List.of(column)));
    }
  }
}
