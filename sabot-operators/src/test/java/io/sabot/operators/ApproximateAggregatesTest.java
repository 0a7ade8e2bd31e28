package io.sabot.operators;

import static io.sabot.Expressions.aggregate;
import static io.sabot.Expressions.approximateCountDistinct;
import static io.sabot.Expressions.approximateMedian;
import static io.sabot.Expressions.approximateQuantile;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.expression.Aggregate;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Approximate aggregates: exact where values are few, within their bounds where they are many, and
 * the same however the run is cut, driven, moved and spilled where that is promised.
 */
class ApproximateAggregatesTest {
  private static OperatorTester group(List<String> keys, Aggregate... aggregates) {
    return OperatorTester.of(
            new GroupBy(
                keys.stream().<io.sabot.expression.Expression>map(key -> col(key)).toList(),
                List.of(aggregates)))
        .unordered();
  }

  @Test
  void fewValuesAreExact() {
    group(
            List.of("k"),
            approximateCountDistinct("s"),
            approximateCountDistinct("d").as("numbers"),
            approximateMedian("x"),
            approximateQuantile("x", 0).as("least"),
            approximateQuantile("d", 1).as("most"))
        .input(
            table(
                "k:utf8, s:utf8, x:int, d:double",
                row("a", "u", 7, 1.0),
                row("a", "u", 1, Double.NaN),
                row("a", null, null, -0.0),
                row("b", null, 4, null),
                row("a", "v", 3, 0.0),
                row(null, "w", 2, Double.POSITIVE_INFINITY),
                row("c", "", null, Double.NEGATIVE_INFINITY)))
        .expectSchema(
            "k:utf8, approximate_count_distinct_s:long not null, numbers:long not null,"
                + " approximate_median_x:double, least:double, most:double")
        .expect(
            row("a", 2L, 3L, 3.0, 1.0, Double.NaN),
            row("b", 0L, 0L, 4.0, 4.0, null),
            row("c", 1L, 1L, null, null, Double.NEGATIVE_INFINITY),
            row(null, 1L, 1L, 2.0, 2.0, Double.POSITIVE_INFINITY))
        .run();
  }

  @Test
  void ofNothingThereIsNone() {
    group(List.of(), approximateCountDistinct("s"), approximateMedian("x"))
        .input(table("s:utf8, x:double"))
        .expect(row(0L, null))
        .run();
    group(List.of("s"), approximateCountDistinct("s").as("n"), approximateMedian("x"))
        .input(table("s:utf8, x:double"))
        .run();
  }

  @Test
  void valuesOfAnyTypeAreCounted() {
    assertCounts("boolean", i -> i % 2 == 0, 2);
    assertCounts("int8", i -> i % 30, 30);
    assertCounts("uint64", i -> (long) i % 30, 30);
    assertCounts("float32", i -> i % 30 / 4f, 30);
    assertCounts("decimal(30,2)", i -> BigDecimal.valueOf(i % 30, 2), 30);
    assertCounts("date", i -> LocalDate.EPOCH.plusDays(i % 30), 30);
    assertCounts("timestamp(us, UTC)", i -> Instant.EPOCH.plusSeconds(i % 30), 30);
    assertCounts("large_utf8", i -> "https://example.org/" + i % 30, 30);
    assertCounts("utf8_view", i -> "https://example.org/" + i % 30, 30);
    assertCounts("dictionary<utf8>", i -> "id" + i % 30, 30);
    assertCounts("binary", i -> new byte[] {(byte) (i % 30)}, 30);
    assertCounts("list<int>", i -> List.of(i % 30, 1), 30);
  }

  private static void assertCounts(String type, IntFunction<Object> value, long different) {
    Row[] rows = new Row[120];
    Arrays.setAll(rows, i -> row(value.apply(i)));
    group(List.of(), approximateCountDistinct("v"))
        .input(table("v:" + type, rows))
        .expect(row(different))
        .run();
  }

  @Test
  void groupsGoToDiskWhereMemoryIsShort() {
    List<Row> rows = new ArrayList<>();
    List<Row> expected = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(row(i % 40 * 1_000_003, i / 40, i / 80));
      if (i < 40) {
        expected.add(row(i * 1_000_003, 1.0, 2L));
      }
    }
    group(List.of("k"), approximateMedian("x"), approximateCountDistinct("y"))
        .options(options -> options.withMemoryBudget(40_000))
        .input(table("k:int, x:int, y:int", rows.toArray(Row[]::new)))
        .expect(expected.toArray(Row[]::new))
        .run();
  }

  @Test
  void whatCannotBeComputedIsRefused() {
    assertCure(approximateMedian("s"), "takes a number", "cast it");
    assertCure(approximateQuantile("x", 1.5), "from 0 to 1", "give a literal");
    assertCure(aggregate("approximate_quantile", col("x")), "a fraction", "\"price\", 0.9");
    assertCure(aggregate("aproximate_median", col("x")), "\"approximate_median\"");
    assertCure(aggregate("approximate_quantile", col("x"), lit("a")), "give a literal");
  }

  private static void assertCure(Aggregate aggregate, String... parts) {
    GroupBy groupBy = new GroupBy(List.of(), List.of(aggregate));
    assertThatThrownBy(() -> groupBy.outputSchema(List.of(schema("x:int, s:utf8"))))
        .hasMessageContainingAll(parts);
  }
}
