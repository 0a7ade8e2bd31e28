package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.expression.Expression;
import io.sabot.operators.Select;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.Share;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compiled expressions give what plain Java gives row by row, whatever is null. */
@Tag("contract")
class CompiledReferenceTest {
  private static final int[] LENGTHS = {0, 1, 7, 8, 13, 31, 63, 64, 65, 4098};

  private enum Nulls {
    NONE,
    ALL,
    RANDOM,
    RUNS;

    boolean isNull(SplittableRandom random, int row) {
      return switch (this) {
        case NONE -> false;
        case ALL -> true;
        case RANDOM -> random.nextInt(3) == 0;
        case RUNS -> row / 100 % 2 == 1 || row / 5 % 2 == 1 && row < 100;
      };
    }
  }

  /** An expression over columns a, b beside its answer, which is null where either side is. */
  private record Check(Expression expression, BinaryOperator<Object> answer) {}

  private static Check number(Expression expression, BinaryOperator<Double> answer) {
    return new Check(expression, (x, y) -> answer.apply(real(x), real(y)));
  }

  private static double real(Object value) {
    return ((Number) value).doubleValue();
  }

  private static long whole(Object value) {
    return ((Number) value).longValue();
  }

  private static List<Check> arithmetic() {
    Expression a = col("a");
    Expression b = col("b");
    return List.of(
        number(a.plus(b), Double::sum),
        number(a.minus(b), (x, y) -> x - y),
        number(a.times(b), (x, y) -> x * y),
        number(a.div(b), (x, y) -> x / y),
        number(a.plus(b).minus(2), (x, y) -> x + y - 2),
        number(lit(2).minus(a).plus(b), (x, y) -> 2 - x + y),
        number(lit(3).times(a.plus(b)), (x, y) -> 3 * (x + y)),
        number(a.negate().plus(b), (x, y) -> -x + y));
  }

  private static List<Check> integers() {
    Expression a = col("a");
    Expression b = col("b");
    List<Check> checks = new ArrayList<>(arithmetic());
    Expression divisor = b.times(b).plus(1);
    checks.add(
        new Check(
            a.intDiv(divisor),
            (x, y) -> (double) Math.divideExact(whole(x), whole(y) * whole(y) + 1)));
    checks.add(
        new Check(a.rem(divisor), (x, y) -> (double) (whole(x) % (whole(y) * whole(y) + 1))));
    return checks;
  }

  private static <T> List<Check> comparisons(java.util.Comparator<T> order, Class<T> type, T one) {
    Expression a = col("a");
    Expression b = col("b");
    java.util.function.ToIntBiFunction<Object, Object> compare =
        (x, y) -> order.compare(type.cast(x), type.cast(y));
    return List.of(
        new Check(a.eq(b), (x, y) -> compare.applyAsInt(x, y) == 0),
        new Check(a.ne(b), (x, y) -> compare.applyAsInt(x, y) != 0),
        new Check(a.lt(b), (x, y) -> compare.applyAsInt(x, y) < 0),
        new Check(a.le(b), (x, y) -> compare.applyAsInt(x, y) <= 0),
        new Check(a.gt(b), (x, y) -> compare.applyAsInt(x, y) > 0),
        new Check(a.ge(b), (x, y) -> compare.applyAsInt(x, y) >= 0),
        new Check(
            a.lt(one).eq(b.ge(one)),
            (x, y) -> compare.applyAsInt(x, one) < 0 == compare.applyAsInt(y, one) >= 0),
        new Check(
            lit(one).le(a).eq(lit(one).eq(b)),
            (x, y) -> compare.applyAsInt(one, x) <= 0 == (compare.applyAsInt(one, y) == 0)));
  }

  /** Kleene's tables: unknown where null, unless one side decides. */
  private static List<Check> logic() {
    Expression a = col("a");
    Expression b = col("b");
    return List.of(
        new Check(a.and(b), CompiledReferenceTest::and),
        new Check(a.or(b), (x, y) -> not(and(not(x), not(y)))),
        new Check(a.not().and(b), (x, y) -> and(not(x), y)),
        new Check(a.isNull().or(b.isNotNull()), (x, y) -> x == null || y != null));
  }

  private static @Nullable Object and(@Nullable Object x, @Nullable Object y) {
    if (Boolean.FALSE.equals(x) || Boolean.FALSE.equals(y)) {
      return false;
    }
    return x == null || y == null ? null : (Object) true;
  }

  private static @Nullable Object not(@Nullable Object x) {
    return x == null ? null : (Object) !((Boolean) x);
  }

  private interface Values {
    Object next(SplittableRandom random);
  }

  private static void check(String type, Values values, List<Check> checks, Nullness nullness) {
    Seed.next()
        .run(random -> {
          for (Nulls nulls : Nulls.values()) {
            for (int length : LENGTHS) {
              if (Share.tries(random)) {
                check(table(random, type, values, nulls, length), checks, nullness, nulls);
              }
            }
          }
        });
  }

  private enum Nullness {
    NULL_IN_NULL_OUT,
    ASKED
  }

  private static TextTable table(
      SplittableRandom random, String type, Values values, Nulls nulls, int length) {
    Row[] rows = new Row[length];
    for (int i = 0; i < length; i++) {
      Object a = nulls.isNull(random, i) ? null : values.next(random);
      Object b = nulls.isNull(random, length - i) ? null : values.next(random);
      rows[i] = new Row(Arrays.asList(a, b));
    }
    return Tables.table("a:" + type + ", b:" + type, rows);
  }

  private static void check(TextTable table, List<Check> checks, Nullness nullness, Nulls nulls) {
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      expressions.add(checks.get(i).expression().as("c" + i));
    }
    try (TestAllocator allocator = new TestAllocator();
        VectorSchemaRoot output = new Select(expressions).processBatch(table.root(allocator))) {
      if (output == null) {
        assertThat(table.rows()).isEmpty();
        return;
      }
      for (int i = 0; i < checks.size(); i++) {
        assertThat(canonical(Rows.of(output).column("c" + i)))
            .as(checks.get(i).expression() + " " + table.schema() + nulls + table.rows().size())
            .isEqualTo(canonical(expected(table, checks.get(i), nullness)));
      }
    }
  }

  private static List<@Nullable Object> expected(TextTable table, Check check, Nullness nullness) {
    List<@Nullable Object> expected = new ArrayList<>();
    for (Row row : table.rows()) {
      Object a = row.get(0);
      Object b = row.get(1);
      boolean skip = nullness == Nullness.NULL_IN_NULL_OUT && (a == null || b == null);
      expected.add(skip ? null : check.answer().apply(a, b));
    }
    return expected;
  }

  private static List<@Nullable Object> canonical(List<@Nullable Object> values) {
    List<@Nullable Object> canonical = new ArrayList<>();
    for (Object value : values) {
      canonical.add(value instanceof Number number ? (Object) (number.doubleValue() + 0.0) : value);
    }
    return canonical;
  }

  @Test
  void integersOfEachWidth() {
    for (String type : List.of("int32", "int64")) {
      check(type, r -> r.nextInt(-9, 10), integers(), Nullness.NULL_IN_NULL_OUT);
      check(
          type,
          r -> (long) r.nextInt(-2, 3),
          comparisons(Long::compare, Long.class, 1L),
          Nullness.NULL_IN_NULL_OUT);
    }
    for (String type : List.of("int8", "int16", "uint8", "uint16", "uint32", "uint64")) {
      check(
          type,
          r -> (long) r.nextInt(3),
          comparisons(Long::compare, Long.class, 1L),
          Nullness.NULL_IN_NULL_OUT);
    }
  }

  @Test
  void floatingPoint() {
    for (String type : List.of("float32", "float64")) {
      check(
          type,
          r -> r.nextInt(-8, 9) / 4.0,
          type.equals("float64") ? arithmetic() : arithmetic().subList(0, 3),
          Nullness.NULL_IN_NULL_OUT);
    }
    double[] special = {Double.NaN, 0.0, -0.0, 1, Double.POSITIVE_INFINITY, -1.5};
    for (String type : List.of("float16", "float32", "float64")) {
      check(
          type,
          r -> special[r.nextInt(special.length)],
          comparisons((x, y) -> Double.compare(x + 0.0, y + 0.0), Double.class, 1.0),
          Nullness.NULL_IN_NULL_OUT);
    }
  }

  @Test
  void text() {
    String[] texts = {"", "a", "ab", "äöü and more than twelve", "äöü and more than twelfe", "z"};
    for (String type : List.of("utf8", "large_utf8", "utf8_view")) {
      check(
          type,
          r -> texts[r.nextInt(texts.length)],
          comparisons(String::compareTo, String.class, "ab"),
          Nullness.NULL_IN_NULL_OUT);
    }
  }

  @Test
  void booleans() {
    check("bool", SplittableRandom::nextBoolean, logic(), Nullness.ASKED);
    check(
        "bool",
        SplittableRandom::nextBoolean,
        comparisons(Boolean::compare, Boolean.class, true),
        Nullness.NULL_IN_NULL_OUT);
  }
}
