package io.sabot.operators;

import static io.sabot.Expressions.aggregate;
import static io.sabot.Expressions.boolAnd;
import static io.sabot.Expressions.boolOr;
import static io.sabot.Expressions.bottomK;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.correlation;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.covariance;
import static io.sabot.Expressions.covariancePopulation;
import static io.sabot.Expressions.first;
import static io.sabot.Expressions.last;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.min;
import static io.sabot.Expressions.quantile;
import static io.sabot.Expressions.stddev;
import static io.sabot.Expressions.stddevPopulation;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.topK;
import static io.sabot.Expressions.variance;
import static io.sabot.Expressions.variancePopulation;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class GroupByTest {
  private static OperatorTester group(List<Expression> keys, Aggregate... aggregates) {
    return OperatorTester.of(new GroupBy(keys, List.of(aggregates)))
        .unordered()
        .options(options -> options.withBatchRows(2));
  }

  private static final TextTable SALES =
      table(
          "k:utf8, x:int, d:double, s:utf8",
          row("a", 1, 1.5, "z"),
          row("b", 2, null, "yy"),
          row(null, 5, 2.5, null),
          row("a", null, Double.NaN, "é"),
          row("a", 7, -1.0, "a"),
          row(null, -3, 0.5, "m"));

  /** Many groups for batches of two rows: their keys are packed, and come back, also from state. */
  @Test
  void keysThatArePacked() {
    List<Row> rows = new ArrayList<>();
    List<Row> groups = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Integer number = i % 13 == 12 ? null : i < 30 ? i : Integer.MAX_VALUE - i;
      String text = i % 5 == 4 ? null : "t" + i % 3;
      rows.add(row(number, text, i));
    }
    java.util.Map<List<Object>, Long> sums = new java.util.LinkedHashMap<>();
    for (Row row : rows) {
      sums.merge(
          java.util.Arrays.asList(row.values().get(0), row.values().get(1)),
          ((Integer) row.values().get(2)).longValue(),
          Long::sum);
    }
    sums.forEach((key, sum) -> groups.add(row(key.get(0), key.get(1), sum)));
    group(List.of(col("n"), col("t")), sum("x").as("sum"))
        .input(table("n:int, t:utf8, x:int", rows.toArray(Row[]::new)))
        .expect(groups.toArray(Row[]::new))
        .run();
  }

  @Test
  void nullIsAKeyOfItsOwn() {
    group(List.of(col("k")), count().as("n"), count("x"), sum("x"), mean("x").as("m"))
        .input(SALES)
        .expectSchema("k:utf8, n:long, count_x:long, sum_x:long, m:double")
        .expect(row("a", 3L, 2L, 8L, 4.0), row("b", 1L, 1L, 2L, 2.0), row(null, 2L, 2L, 2L, 1.0))
        .run();
  }

  @Test
  void minAndMaxPutNanLastAndOrderStringsByBytes() {
    group(List.of(col("k")), min("d"), max("d"), min("s"), max("s"))
        .input(SALES)
        .expect(
            row("a", -1.0, Double.NaN, "a", "é"),
            row("b", null, null, "yy", "yy"),
            row(null, 0.5, 2.5, "m", "m"))
        .run();
  }

  @Test
  void firstAndLastPassOverNulls() {
    group(List.of(col("k")), first("x"), last("x"), first("s"), last("s"))
        .input(SALES)
        .expect(row("a", 1, 7, "z", "a"), row("b", 2, 2, "yy", "yy"), row(null, 5, -3, "m", "m"))
        .run();
  }

  @Test
  void withoutKeysThereIsOneRow() {
    group(List.of(), count(), sum("x"), countDistinct("k"), max("s"))
        .input(SALES)
        .expect(row(6L, 12L, 2L, "é"))
        .run();
  }

  @Test
  void withoutRowsTheGlobalRowCountsNothing() {
    group(
            List.of(),
            count(),
            count("x"),
            sum("x"),
            mean("x"),
            min("x"),
            first("x"),
            countDistinct("x"))
        .input(table("x:int"))
        .expect(new Row(java.util.Arrays.asList(0L, 0L, null, null, null, null, 0L)))
        .run();
    group(List.of(col("x")), count()).input(table("x:int")).expect().run();
  }

  @Test
  void keysOfSeveralColumnsAndTypes() {
    group(List.of(col("a"), col("b")), count())
        .input(
            table(
                "a:utf8, b:utf8",
                row("a", "bc"),
                row("ab", "c"),
                row("a", "bc"),
                row(null, "c"),
                row("", "c")))
        .expect(row("a", "bc", 2L), row("ab", "c", 1L), row(null, "c", 1L), row("", "c", 1L))
        .run();
    group(List.of(col("d")), count())
        .input(
            table(
                "d:double",
                row(-0.0),
                row(0.0),
                row(Double.NaN),
                row(Double.NaN),
                row((Object) null)))
        .expect(row(-0.0, 2L), row(Double.NaN, 2L), row(null, 1L))
        .run();
    group(List.of(col("l")), count(), countDistinct("l"), first("l"))
        .input(table("l:list<int>", row(List.of(1, 2)), row(List.of(1)), row(List.of(1, 2))))
        .expect(row(List.of(1, 2), 2L, 1L, List.of(1, 2)), row(List.of(1), 1L, 1L, List.of(1)))
        .run();
    group(List.of(col("l")), count())
        .input(table("l:long", row(5L), row(5L + (1L << 32)), row(5L)))
        .expect(row(5L, 2L), row(5L + (1L << 32), 1L))
        .run();
  }

  @Test
  void minAndMaxOfEveryFamily() {
    group(List.of(), min("u"), max("u"), min("t"), max("t"))
        .input(
            table(
                "u:uint64, t:date",
                row(new java.math.BigInteger("18446744073709551615"), "2024-01-02"),
                row(new java.math.BigInteger("1"), "1969-12-31")))
        .run();
    group(List.of(), min("d"), max("d"), min("b"), max("b"))
        .input(
            table(
                "d:decimal(20,2), b:bool",
                row(new BigDecimal("-1.50"), true),
                row(new BigDecimal("300.00"), false),
                row(new BigDecimal("2.25"), null)))
        .expect(row(new BigDecimal("-1.50"), new BigDecimal("300.00"), false, true))
        .run();
    group(List.of(), min("v"), max("v"))
        .input(table("v:utf8_view", row("a string of some length"), row("b"), row("a")))
        .expect(row("a", "b"))
        .run();
  }

  @Test
  void sumsOfIntegersAreExactOrAnError() {
    long most = Long.MAX_VALUE;
    group(List.of(), sum("x"))
        .input(table("x:long", row(most), row(most), row(-most)))
        .expect(row(most))
        .run();
    group(List.of(), sum("x").as("total"))
        .input(table("x:long", row(most), row(1L)))
        .expectFailure(
            ErrorCode.ARITHMETIC,
            "\"x\"",
            "9223372036854775808",
            "sum its cast to Decimal128(38, 0), which is exact")
        .run();
    group(List.of(), sum(col("x").cast(new ArrowType.Decimal(38, 0, 128))).as("total"))
        .input(table("x:long", row(most), row(1L)))
        .expect(row(new BigDecimal("9223372036854775808")))
        .run();
  }

  @Test
  void meansOfLargeIntegersDoNotOverflow() {
    long most = Long.MAX_VALUE;
    group(List.of(), mean("x"))
        .input(table("x:long", row(most), row(most)))
        .expect(row((double) most))
        .run();
  }

  @Test
  void sumsOfDecimalsAreExactOrAnError() {
    BigDecimal most = new BigDecimal("9".repeat(36) + ".99");
    group(List.of(), sum("x"), mean("x"))
        .input(
            table(
                "x:decimal(38,2)",
                row(new BigDecimal("0.10")),
                row(new BigDecimal("-0.30")),
                row((Object) null)))
        .expectSchema("sum_x:decimal(38,2), mean_x:double")
        .expect(row(new BigDecimal("-0.20"), -0.1))
        .run();
    group(List.of(), sum("x"))
        .input(table("x:decimal(38,2)", row(most), row(most)))
        .expectFailure(ErrorCode.ARITHMETIC, "Decimal128(38, 2)", "sum its cast to Float64")
        .run();
  }

  @Test
  void sumsOfDoublesAreCompensated() {
    List<Row> rows = new ArrayList<>();
    rows.add(row(1e16));
    for (int i = 0; i < 1000; i++) {
      rows.add(row(1.0));
    }
    rows.add(row(-1e16));
    group(List.of(), sum("x"))
        .input(table("x:double", rows.toArray(Row[]::new)))
        .expect(row(1000.0))
        .run();
    group(List.of(), sum("x"))
        .input(table("x:double", row(Double.POSITIVE_INFINITY), row(1.0)))
        .expect(row(Double.POSITIVE_INFINITY))
        .run();
  }

  @Test
  void variancesAreThoseOfTheSampleUnlessAsked() {
    group(
            List.of(col("k")),
            variance("x").as("a"),
            variancePopulation("x").as("b"),
            stddev("x").as("c"),
            stddevPopulation("x").as("d"))
        .input(SALES)
        .expectSchema("k:utf8, a:double, b:double, c:double, d:double")
        .expect(
            row("a", 18.0, 9.0, Math.sqrt(18), 3.0),
            row("b", null, 0.0, null, 0.0),
            row(null, 32.0, 16.0, Math.sqrt(32), 4.0))
        .tolerance(1e-12)
        .run();
    group(List.of(), variance("x"), stddevPopulation("x"))
        .input(table("x:decimal(20,2)", row(new BigDecimal("0.10")), row(new BigDecimal("0.30"))))
        .tolerance(1e-12)
        .expect(row(0.02, 0.1))
        .run();
    group(List.of(), variance("x"), correlation("x", "x"))
        .input(table("x:double"))
        .expect(row(null, null))
        .run();
  }

  @Test
  void variancesOfLargeValuesCloseToEachOtherAreStable() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row(1e9 + i % 3, -1e9 - 2 * (i % 3)));
    }
    group(
            List.of(),
            variancePopulation("x").as("v"),
            covariancePopulation("x", "y").as("c"),
            correlation("x", "y").as("r"))
        .input(table("x:double, y:double", rows.toArray(Row[]::new)))
        .tolerance(1e-6)
        .expect(row(2.0 / 3, -4.0 / 3, -1.0))
        .run();
  }

  @Test
  void pairsWithANullArePassedOver() {
    group(
            List.of(col("k")),
            covariance("x", "y").as("s"),
            covariancePopulation("x", "y").as("p"),
            correlation("x", "y").as("r"))
        .input(
            table(
                "k:utf8, x:int, y:double",
                row("a", 1, 2.0),
                row("a", null, 100.0),
                row("a", 3, 8.0),
                row("b", 1, 1.0),
                row("c", 1, null),
                row("d", 5, 1.0),
                row("d", 5, 2.0),
                row("e", 1, Double.NaN),
                row("e", 2, 2.0)))
        .tolerance(1e-12)
        .expect(
            row("a", 6.0, 3.0, 1.0),
            row("b", null, 0.0, null),
            row("c", null, null, null),
            row("d", 0.0, 0.0, null),
            row("e", Double.NaN, Double.NaN, Double.NaN))
        .run();
  }

  @Test
  void mediansAndQuantilesInterpolate() {
    group(
            List.of(col("k")),
            median("x"),
            quantile("x", 0).as("first"),
            quantile(col("x"), 0.25).as("quarter"),
            quantile("d", 1).as("last"))
        .input(
            table(
                "k:utf8, x:int, d:double",
                row("a", 7, 1.0),
                row("a", 1, Double.NaN),
                row("a", null, -1.0),
                row("b", 4, null),
                row("a", 3, 2.0),
                row("a", 2, Double.POSITIVE_INFINITY),
                row("c", null, Double.NEGATIVE_INFINITY)))
        .expectSchema("k:utf8, median_x:double, first:double, quarter:double, last:double")
        .expect(
            row("a", 2.5, 1.0, 1.75, Double.NaN),
            row("b", 4.0, 4.0, 4.0, null),
            row("c", null, null, null, Double.NEGATIVE_INFINITY))
        .run();
    group(List.of(), median("x"), topK("x", 2)).input(table("x:int")).expect(row(null, null)).run();
  }

  @Test
  void theLargestAndSmallestValuesComeAsLists() {
    group(
            List.of(col("k")),
            topK("x", 2).as("large"),
            bottomK("x", 3).as("small"),
            topK(col("d"), 1).as("d"))
        .input(SALES)
        .expectSchema("k:utf8, large:list<int>, small:list<int>, d:list<double>")
        .expect(
            row("a", List.of(7, 1), List.of(1, 7), List.of(Double.NaN)),
            row("b", List.of(2), List.of(2), null),
            row(null, List.of(5, -3), List.of(-3, 5), List.of(2.5)))
        .run();
    group(List.of(), topK("x", 4), bottomK("x", 1))
        .input(
            table(
                "x:uint64", row(3), row(new java.math.BigInteger("18446744073709551615")), row(3)))
        .expect(row(List.of(new java.math.BigInteger("18446744073709551615"), 3, 3), List.of(3)))
        .run();
  }

  @Test
  void boolAndAndBoolOrPassOverNulls() {
    group(List.of(col("k")), boolAnd("b").as("and"), boolOr(col("b")).as("or"))
        .input(
            table(
                "k:utf8, b:bool",
                row("a", true),
                row("a", null),
                row("b", true),
                row("b", false),
                row("c", null)))
        .expectSchema("k:utf8, and:bool, or:bool")
        .expect(row("a", true, true), row("b", false, true), row("c", null, null))
        .run();
  }

  @Test
  void countDistinctIsExactForAnyType() {
    group(List.of(col("k")), countDistinct("x"), countDistinct("d"), countDistinct("s"))
        .input(SALES)
        .expect(row("a", 2L, 3L, 3L), row("b", 1L, 0L, 1L), row(null, 2L, 2L, 1L))
        .run();
  }

  @Test
  void keysMayHaveOtherNames() {
    group(List.of(col("k").as("key")), sum("x").as("k"))
        .input(SALES)
        .expectSchema("key:utf8, k:long")
        .expect(row("a", 8L), row("b", 2L), row(null, 2L))
        .run();
  }

  @Test
  void keysAndArgumentsMayBeComputed() {
    group(List.of(col("x").gt(1).as("large")), sum(col("x").times(2)).as("twice"))
        .input(SALES)
        .expectSchema("large:bool, twice:long")
        .expect(row(true, 28L), row(false, -4L), row(null, null))
        .run();
  }

  @Test
  void refusesUnknownFunctionsByName() {
    PlanException failure = refused(List.of(), aggregate("maen", col("x")));
    assertEquals(ErrorCode.UNKNOWN_FUNCTION, failure.code());
    assertTrue(failure.getMessage().contains("did you mean \"mean\"?"), failure.getMessage());
    assertTrue(failure.getMessage().contains("count_distinct"), failure.getMessage());
  }

  @Test
  void refusesWhatItCannotCompute() {
    assertEquals(ErrorCode.DUPLICATE_COLUMN, refused(List.of(col("x")), count().as("x")).code());
    assertEquals(ErrorCode.TYPE_MISMATCH, refused(List.of(), sum("s")).code());
    assertEquals(ErrorCode.TYPE_MISMATCH, refused(List.of(), max("l")).code());
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused(List.of()).code());
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        refused(List.of(), new Aggregate("sum", List.of(), "s")).code());
    assertCure(boolAnd("x"), "\"x\" is Int32", "compare it, e.g. with gt(0)");
    assertCure(stddev("s"), "\"s\" is Utf8", "cast it, e.g. to Float64");
    assertCure(correlation("x", "s"), "\"s\" is Utf8", "cast it, e.g. to Float64");
    assertCure(
        aggregate("correlation", col("x")),
        "correlation needs 2",
        "correlation(\"price\", \"price\")");
    assertCure(quantile("x", 1.5), "has 1.5", "give a literal, e.g. quantile(\"price\", 0.9)");
    assertCure(topK("x", 0), "has 0", "give a literal, e.g. top_k(\"price\", 3)");
    assertCure(aggregate("top_k", col("x"), lit(2.5)), "has 2.5", "give a literal");
    assertCure(aggregate("quantile", col("x"), col("x")), "has x", "give a literal");
    assertCure(aggregate("quantile", col("x")), "a fraction", "quantile(\"price\", 0.9)");
    assertCure(median("s"), "\"s\" is Utf8", "cast it, e.g. to Float64");
    assertCure(topK("s", 3), "\"s\" is Utf8", "cast it, e.g. to Float64");
    assertTrue(refused(List.of(col("y")), count()).getMessage().contains("\"y\" does not"));
  }

  private static void assertCure(Aggregate aggregate, String but, String cure) {
    String message = refused(List.of(), aggregate).getMessage();
    assertTrue(message.contains(but) && message.contains(cure), message);
  }

  private static PlanException refused(List<Expression> keys, Aggregate... aggregates) {
    GroupBy groupBy = new GroupBy(keys, List.of(aggregates));
    return assertThrows(
        PlanException.class,
        () -> groupBy.outputSchema(List.of(schema("x:int, s:utf8, l:list<int>"))));
  }

  @Test
  void declaresKeysThatAreColumns() {
    assertEquals(
        List.of(List.of("a", "b")),
        new GroupBy(List.of(col("a"), col("b").as("c")), List.of(count())).properties().keys());
    assertEquals(
        List.of(), new GroupBy(List.of(col("a").plus(1)), List.of(count())).properties().keys());
    assertEquals(Set.of(0), new GroupBy(List.of(), List.of(count())).properties().blocking());
  }
}
