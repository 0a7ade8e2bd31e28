package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.udf;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.expression.UserFunction;
import io.sabot.function.ToDouble;
import io.sabot.operators.Filter;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.TextTable;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class UserFunctionTest {
  private static final TextTable ORDERS =
      table(
          "price:double, rate:double, count:long, small:int, name:utf8",
          row(10.0, 0.5, 3L, 7, "ab"),
          row(null, 0.5, 4L, -1, "c"),
          row(-0.0, Double.NaN, Long.MAX_VALUE, null, null));

  private static List<@Nullable Object> of(Expression expression) {
    return Evaluating.values(expression, ORDERS);
  }

  private static double surcharge(double price, double rate) {
    return price + Map.of("x", rate).get("x");
  }

  /** A shape of one's own, over boxed values. */
  interface Bonus extends Serializable {
    @Nullable Double of(@Nullable Double salary, @Nullable String grade);
  }

  /** A shape of one's own, over what has no ready shape. */
  interface Mixed extends Serializable {
    long of(double price, int small, String name, long count, boolean dear);
  }

  @Test
  void lambdasWithTypedParametersFindTheirShape() {
    assertThat(of(udf((double price, double rate) -> price * rate).of("price", "rate")))
        .isEqualTo(Arrays.asList(5.0, null, Double.NaN));
    assertThat(of(udf((long count) -> count + 1).of("count")))
        .isEqualTo(List.of(4L, 5L, Long.MIN_VALUE));
    assertThat(of(udf((double price) -> price > 1).of("price")))
        .isEqualTo(Arrays.asList(true, null, false));
    assertThat(
            of(udf((String name, int small) -> name.repeat(Math.abs(small))).of("name", "small")))
        .isEqualTo(Arrays.asList("ab".repeat(7), "c", null));
    assertThat(of(udf((int small) -> small > 0 ? "many" : null).of("small")))
        .isEqualTo(Arrays.asList("many", null, null));
    assertThat(of(udf((double price, long count) -> price * count).of("price", "count")))
        .isEqualTo(Arrays.asList(30.0, null, -0.0));
  }

  @Test
  void capturesAndMethodReferencesWork() {
    double factor = ORDERS.hashCode() % 7 + 0.25;
    assertThat(of(udf((double price) -> price * factor).of("price")))
        .isEqualTo(Arrays.asList(10.0 * factor, null, -0.0 * factor));
    assertThat(
            of(udf(ToDouble.OfDoubleDouble.class, UserFunctionTest::surcharge).of("price", "rate")))
        .isEqualTo(Arrays.asList(10.5, null, Double.NaN));
    String prefix = "to ".concat("b");
    assertThat(of(udf((String name) -> prefix.concat(name)).of("name")))
        .isEqualTo(Arrays.asList("to bab", "to bc", null));
    assertThat(of(udf(io.sabot.function.ToObject.OfString.class, prefix::concat).of("name")))
        .isEqualTo(Arrays.asList("to bab", "to bc", null));
  }

  @Test
  void shapesOfOnesOwn() {
    UserFunction mixed =
        udf(
            Mixed.class,
            (price, small, name, count, dear) ->
                (long) price + small + name.length() + count + (dear ? 1000 : 0));
    assertThat(
            of(mixed.of(col("price"), col("small"), col("name"), col("count"), col("price").gt(1))))
        .isEqualTo(Arrays.asList(1022L, null, null));
    assertThat(
            of(udf(java.util.function.DoubleBinaryOperator.class, Math::max).of("price", "rate")))
        .isEqualTo(Arrays.asList(10.0, null, Double.NaN));
  }

  @Test
  void nullsAreSeenWhereSaid() {
    UserFunction bonus =
        udf(Bonus.class, (salary, grade) -> salary == null ? null : grade == null ? 0.0 : salary);
    assertThat(of(bonus.of("price", "name"))).isEqualTo(Arrays.asList(10.0, null, null));
    assertThat(of(bonus.withNulls().of("price", "name"))).isEqualTo(Arrays.asList(10.0, null, 0.0));
    assertThat(of(bonus.withNulls().of(lit(null), lit(null))))
        .isEqualTo(Arrays.asList(null, null, null));
  }

  @Test
  void decimalsAndTimes() {
    TextTable t =
        table(
            "d:decimal(10,2), day:date, at:timestamp(ms), utc:timestamp(ns, UTC), b:int8, f:float",
            row(
                new BigDecimal("1.25"),
                LocalDate.of(1969, 12, 31),
                LocalDateTime.of(2020, 1, 1, 0, 0, 1),
                Instant.ofEpochSecond(-1, 999_999_999),
                3,
                0.5f));
    assertThat(
            Evaluating.values(
                udf((BigDecimal d) -> d.multiply(d)).returns(Types.decimal(18, 3)).of("d"), t))
        .isEqualTo(List.of(new BigDecimal("1.563")));
    assertThat(
            Evaluating.values(udf(ToDay.class, (day, utc) -> day.plusDays(1)).of("day", "utc"), t))
        .isEqualTo(List.of(LocalDate.of(1970, 1, 1)));
    assertThat(Evaluating.values(udf(ToInstant.class, (at, utc) -> utc).of("at", "utc"), t))
        .isEqualTo(List.of(Instant.ofEpochSecond(-1, 999_999_000)));
    assertThat(
            Evaluating.values(
                udf(ToLocal.class, (at, f, b) -> at.plusSeconds(b)).of("at", "f", "b"), t))
        .isEqualTo(List.of(LocalDateTime.of(2020, 1, 1, 0, 0, 4)));
  }

  interface ToDay extends Serializable {
    LocalDate of(LocalDate day, Instant instant);
  }

  interface ToInstant extends Serializable {
    Instant of(LocalDateTime at, Instant instant);
  }

  interface ToLocal extends Serializable {
    LocalDateTime of(LocalDateTime at, float fraction, byte small);
  }

  @Test
  void oneCallForEachRowThatIsThereInOrder() {
    List<Long> seen = new ArrayList<>();
    Expression kept =
        udf(
                (long n) -> {
                  seen.add(n);
                  return n > 1;
                })
            .of("n");
    OperatorTester.of(new Filter(col("n").ne(2).and(kept)))
        .input(table("n:long", row(0L), row(1L), row(2L), row((Object) null), row(3L)))
        .expect(row(3L))
        .run();
    seen.clear();
    List<@Nullable Object> values =
        Evaluating.values(
            when(col("n").gt(5)).then(kept).otherwise(lit(null)),
            table("n:long", row(9L), row(1L), row((Object) null), row(7L)));
    assertThat(values).isEqualTo(Arrays.asList(true, null, null, true));
    assertThat(seen).containsExactly(9L, 7L);
  }

  @Test
  void callsThatDifferAreNotShared() {
    long[] calls = new long[1];
    UserFunction next = udf((long n) -> ++calls[0] + 0 * n).named("next").notDeterministic();
    TextTable t = table("n:long", row(1L), row(2L), row(3L));
    Expression both = next.of("n").plus(next.of("n"));
    assertThat(Evaluating.values(both, t)).isEqualTo(List.of(5L, 7L, 9L));
    assertThat(Evaluating.values(next.of(lit(1L)), t)).isEqualTo(List.of(7L, 8L, 9L));
    assertThat(Evaluating.values(udf((long n) -> ++calls[0] + 0 * n).of(lit(1L)), t))
        .isEqualTo(List.of(10L, 10L, 10L));
  }

  @Test
  void whatItThrowsNamesRowAndArguments() {
    Expression quotient =
        udf((long a, String b) -> a / Long.parseLong(b)).named("quotient").of("a", "b");
    assertThatThrownBy(
            () -> Evaluating.values(quotient, table("a:long, b:utf8", row(4L, "2"), row(5L, "0"))))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            "Select: a user function must return for every row, but row 1: quotient(5, 0) threw"
                + " java.lang.ArithmeticException: / by zero; mend the function, or keep such rows"
                + " out, e.g. when(…).then(…).end()")
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() ->
            Evaluating.values(
                quotient, table("a:long, b:utf8", row(4L, "x".repeat(200)), row(5L, "0"))))
        .hasMessageMatching("Select: a user .*, but row 0: quotient\\(4, x{55,65}…; mend.*")
        .hasCauseInstanceOf(NumberFormatException.class);
  }

  private static long depth(long n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  @Test
  void recursionWorksAsDeepAsTheStack() {
    Expression depth = udf((long n) -> depth(n)).of("n");
    assertThat(Evaluating.values(depth, table("n:long", row(100L)))).isEqualTo(List.of(100L));
    assertThatThrownBy(() -> Evaluating.values(depth, table("n:long", row(-1L))))
        .isInstanceOf(RunException.class)
        .hasCauseInstanceOf(StackOverflowError.class)
        .hasMessageContaining("row 0: udf(-1) threw java.lang.StackOverflowError");
  }

  @Test
  void thousandsOfRowsRunGenerated() {
    Object[] many = new Object[10_000];
    Arrays.setAll(many, i -> i % 3 == 0 ? null : (Object) (long) i);
    TextTable t =
        table("n:long", Arrays.stream(many).map(v -> row(v)).toArray(io.sabot.testkit.Row[]::new));
    UserFunction slow = udf((long n) -> Long.toString(n).length() + depth(n % 3));
    List<@Nullable Object> values = Evaluating.values(slow.of("n"), t);
    for (int i = 0; i < many.length; i++) {
      Object expected = i % 3 == 0 ? null : (Object) ((long) Integer.toString(i).length() + i % 3);
      assertThat(values.get(i)).isEqualTo(expected);
    }
    UserFunction text = udf((long n) -> n % 2 == 0 ? null : "n" + n);
    values = Evaluating.values(text.of("n"), t);
    for (int i = 0; i < many.length; i++) {
      assertThat(values.get(i)).isEqualTo(i % 3 == 0 || i % 2 == 0 ? null : "n" + i);
    }
    Expression failing = udf((long n) -> 1 / (n - 9_998)).of("n");
    assertThatThrownBy(() -> Evaluating.values(failing, t))
        .hasMessageContaining("row 9998: udf(9998)");
  }

  private static void refused(Runnable mistake, String message) {
    assertThatThrownBy(mistake::run)
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(message);
  }

  @Test
  void mistakesNameTheCure() {
    UserFunction rate = udf((double price, double share) -> price * share).named("rate");
    refused(
        () -> of(rate.of("name", "rate")),
        "an argument must hold what its parameter takes, and parameter 1 of \"rate\" is double, but"
            + " \"name\" is Utf8; let the parameter be String, or cast the column to Float64, e.g."
            + " col(\"name\").cast(Types.FLOAT64)");
    refused(() -> of(rate.of("price")), "\"rate(price)\" has 1 for 2; name 2 columns");
    refused(() -> of(rate.of("prise", "rate")), "did you mean \"price\"?");
    refused(
        () -> of(udf((int n) -> n + 1).of("count")),
        "parameter 1 of \"udf\" is int, but \"count\" is Int64; let the parameter be long, or cast"
            + " the column to Int32, e.g. col(\"count\").cast(Types.INT32)");
    refused(() -> of(udf((double n) -> n).of("count")), "let the parameter be long, or cast");
    refused(rate::withNulls, "one of \"rate\" is double; declare an interface over boxed types");
    refused(
        () -> of(udf((BigDecimal d) -> d).of(lit(BigDecimal.ONE))),
        "add it, e.g. returns(Types.decimal(18, 2))");
    refused(
        () -> udf(Function.class, x -> x),
        "one of Function is Object; declare an interface of your own");
    refused(() -> udf(List.class, List.of()), "List is none; declare one, e.g. interface Tariff");
    refused(
        () -> of(udf((int n) -> n).returns(Types.decimal(2, 1)).of("small")),
        "\"udf\" returns int; leave it out");
  }

  @Test
  void resultsThatDoNotFit() {
    TextTable t = table("d:decimal(10,2)", row(new BigDecimal("12345.67")));
    assertThatThrownBy(() ->
            Evaluating.values(
                udf((BigDecimal d) -> d.multiply(d)).returns(Types.decimal(5, 0)).of("d"), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("must return what Decimal128(5, 0) holds")
        .hasMessageContaining("row 0: udf(12345.67) returned 152415567.7489")
        .hasMessageContaining("say a wider type");
  }

  @Test
  void namesAreThoseOfMethods() {
    assertThat(udf(ToDouble.OfDoubleDouble.class, UserFunctionTest::surcharge).of("a", "b"))
        .hasToString("surcharge(a, b)");
    assertThat(udf((double a) -> a).named("same").of(col("a").plus(1))).hasToString("same(a + 1)");
    ToDouble.OfDouble lambda = a -> a;
    assertThat(udf(lambda).of("a")).isEqualTo(udf(lambda).of("a")).hasToString("udf(a)");
  }
}
