package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.expression.Expression.function;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Expression;
import io.sabot.testkit.Row;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The functions {@code java_…} against the operators they are named after, over the edges. */
@Tag("contract")
class JavaSemanticsTest {
  private static final List<Object> INTS =
      List.of(0, 1, -1, 7, -8, 31, 33, 255, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE);
  private static final List<Object> LONGS =
      List.of(0L, 1L, -1L, 7L, 64L, -9L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE);
  private static final List<Object> DOUBLES =
      List.of(
          0.0,
          -0.0,
          1.0,
          -2.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          3e9,
          -1e19);
  private static final List<Object> FLOATS =
      DOUBLES.stream().map(value -> (Object) ((Double) value).floatValue()).toList();

  /** What the kit reads numbers as. */
  private static @Nullable Object canonical(@Nullable Object value) {
    return switch (value) {
      case Integer number -> (Object) number.longValue();
      case Float number -> (Object) Double.valueOf(number.toString());
      case null, default -> value;
    };
  }

  /** Every pair of values, rows with nulls, and each value as a constant on either side. */
  private static void pairs(
      String name, String type, List<Object> edges, BinaryOperator<Object> java) {
    List<Row> rows = new ArrayList<>();
    List<@Nullable Object> expected = new ArrayList<>();
    for (Object x : edges) {
      for (Object y : edges) {
        rows.add(row(x, y));
        expected.add(canonical(java.apply(x, y)));
      }
      rows.add(row(x, null));
      expected.add(null);
    }
    TextTable table = table("x:%s, y:%s".formatted(type, type), rows.toArray(Row[]::new));
    assertThat(Evaluating.values(function(name, col("x"), col("y")), table))
        .as(name + " " + type)
        .isEqualTo(expected);
    for (Object constant : edges) {
      assertThat(Evaluating.values(function(name, col("x"), lit(constant)), table))
          .as("%s %s, %s on the right", name, type, constant)
          .isEqualTo(rows.stream().map(r -> canonical(java.apply(first(r), constant))).toList());
      assertThat(Evaluating.values(function(name, lit(constant), col("x")), table))
          .as("%s %s, %s on the left", name, type, constant)
          .isEqualTo(rows.stream().map(r -> canonical(java.apply(constant, first(r)))).toList());
    }
  }

  private static Object first(Row row) {
    return java.util.Objects.requireNonNull(row.values().getFirst());
  }

  private static void singles(
      String name, String type, List<Object> edges, UnaryOperator<Object> java) {
    TextTable table = table("x:" + type, edges.stream().map(x -> row(x)).toArray(Row[]::new));
    assertThat(Evaluating.values(function(name, col("x")), table))
        .as(name + " " + type)
        .isEqualTo(edges.stream().map(x -> canonical(java.apply(x))).toList());
  }

  private static void ints(String name, java.util.function.IntBinaryOperator java) {
    pairs(name, "int", INTS, (x, y) -> java.applyAsInt((Integer) x, (Integer) y));
  }

  private static void longs(String name, java.util.function.LongBinaryOperator java) {
    pairs(name, "long", LONGS, (x, y) -> java.applyAsLong((Long) x, (Long) y));
  }

  @Test
  void integersWrapAround() {
    ints("java_add", (x, y) -> x + y);
    ints("java_subtract", (x, y) -> x - y);
    ints("java_multiply", (x, y) -> x * y);
    longs("java_add", (x, y) -> x + y);
    longs("java_subtract", (x, y) -> x - y);
    longs("java_multiply", (x, y) -> x * y);
    singles("java_negate", "int", INTS, x -> -(Integer) x);
    singles("java_negate", "long", LONGS, x -> -(Long) x);
    singles("java_abs", "int", INTS, x -> Math.abs((Integer) x));
    singles("java_abs", "long", LONGS, x -> Math.abs((Long) x));
  }

  @Test
  void bits() {
    ints("java_and", (x, y) -> x & y);
    ints("java_or", (x, y) -> x | y);
    ints("java_xor", (x, y) -> x ^ y);
    longs("java_and", (x, y) -> x & y);
    longs("java_or", (x, y) -> x | y);
    longs("java_xor", (x, y) -> x ^ y);
    ints("java_shift_left", (x, y) -> x << y);
    ints("java_shift_right", (x, y) -> x >> y);
    ints("java_shift_right_unsigned", (x, y) -> x >>> y);
    longs("java_shift_left", (x, y) -> x << y);
    longs("java_shift_right", (x, y) -> x >> y);
    longs("java_shift_right_unsigned", (x, y) -> x >>> y);
  }

  @Test
  void extremes() {
    ints("java_min", Math::min);
    ints("java_max", Math::max);
    longs("java_min", Math::min);
    longs("java_max", Math::max);
    pairs("java_min", "double", DOUBLES, (x, y) -> Math.min((Double) x, (Double) y));
    pairs("java_max", "double", DOUBLES, (x, y) -> Math.max((Double) x, (Double) y));
    pairs("java_min", "float", FLOATS, (x, y) -> Math.min((Float) x, (Float) y));
    pairs("java_max", "float", FLOATS, (x, y) -> Math.max((Float) x, (Float) y));
    singles("java_abs", "double", DOUBLES, x -> Math.abs((Double) x));
    singles("java_abs", "float", FLOATS, x -> Math.abs((Float) x));
    singles("java_sqrt", "double", DOUBLES, x -> Math.sqrt((Double) x));
  }

  @Test
  void nothingComparesWithNaN() {
    pairs("java_equal", "double", DOUBLES, (x, y) -> (double) x == (double) y);
    pairs("java_not_equal", "double", DOUBLES, (x, y) -> (double) x != (double) y);
    pairs("java_less", "double", DOUBLES, (x, y) -> (double) x < (double) y);
    pairs("java_less_or_equal", "double", DOUBLES, (x, y) -> (double) x <= (double) y);
    pairs("java_greater", "double", DOUBLES, (x, y) -> (double) x > (double) y);
    pairs("java_greater_or_equal", "double", DOUBLES, (x, y) -> (double) x >= (double) y);
    pairs("java_equal", "float", FLOATS, (x, y) -> (float) x == (float) y);
    pairs("java_not_equal", "float", FLOATS, (x, y) -> (float) x != (float) y);
    pairs("java_less", "float", FLOATS, (x, y) -> (float) x < (float) y);
    pairs("java_less_or_equal", "float", FLOATS, (x, y) -> (float) x <= (float) y);
    pairs("java_greater", "float", FLOATS, (x, y) -> (float) x > (float) y);
    pairs("java_greater_or_equal", "float", FLOATS, (x, y) -> (float) x >= (float) y);
  }

  @Test
  void castsCutAndSaturate() {
    singles("java_to_byte", "int", INTS, x -> (int) (byte) (int) x);
    singles("java_to_short", "int", INTS, x -> (int) (short) (int) x);
    singles("java_to_char", "int", INTS, x -> (int) (char) (int) x);
    singles("java_to_int", "int", INTS, x -> x);
    singles("java_to_long", "int", INTS, x -> (long) (int) x);
    singles("java_to_float", "int", INTS, x -> (float) (int) x);
    singles("java_to_double", "int", INTS, x -> (double) (int) x);
    singles("java_to_int", "long", LONGS, x -> (int) (long) x);
    singles("java_to_float", "long", LONGS, x -> (float) (long) x);
    singles("java_to_double", "long", LONGS, x -> (double) (long) x);
    singles("java_to_int", "float", FLOATS, x -> (int) (float) x);
    singles("java_to_long", "float", FLOATS, x -> (long) (float) x);
    singles("java_to_double", "float", FLOATS, x -> (double) (float) x);
    singles("java_to_int", "double", DOUBLES, x -> (int) (double) x);
    singles("java_to_long", "double", DOUBLES, x -> (long) (double) x);
    singles("java_to_float", "double", DOUBLES, x -> (float) (double) x);
  }

  @Test
  void division() {
    TextTable ints = table("x:int", INTS.stream().map(x -> row(x)).toArray(Row[]::new));
    TextTable longs = table("x:long", LONGS.stream().map(x -> row(x)).toArray(Row[]::new));
    for (int divisor : new int[] {1, -1, 7, Integer.MIN_VALUE}) {
      assertThat(Evaluating.values(function("java_divide", col("x"), divisor), ints))
          .isEqualTo(INTS.stream().map(x -> canonical((Integer) x / divisor)).toList());
      assertThat(Evaluating.values(function("java_remainder", col("x"), divisor), ints))
          .isEqualTo(INTS.stream().map(x -> canonical((Integer) x % divisor)).toList());
      assertThat(Evaluating.values(function("java_divide", col("x"), divisor), longs))
          .isEqualTo(LONGS.stream().map(x -> (Object) ((Long) x / divisor)).toList());
      assertThat(Evaluating.values(function("java_remainder", col("x"), divisor), longs))
          .isEqualTo(LONGS.stream().map(x -> (Object) ((Long) x % divisor)).toList());
    }
    Expression quotient = function("java_divide", lit(7), col("x"));
    assertThatThrownBy(() -> Evaluating.values(quotient, table("x:int", row(1), row(0))))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("a divisor must differ from 0")
        .hasMessageContaining("row 1")
        .hasMessageContaining("keep zeros out");
    assertThat(Evaluating.values(quotient, table("x:int", row(7), row((Object) null))))
        .isEqualTo(java.util.Arrays.asList(1L, null));
  }

  @Test
  void otherTypesAreRefusedWithTheOnesThatWork() {
    assertThatThrownBy(
            () -> Evaluating.values(function("java_add", col("x"), 1), table("x:int8", row(1))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("it works on Int32, Int64; cast the argument to one of them");
    assertThatThrownBy(
            () -> Evaluating.values(function("java_less", col("x"), 1.0), table("x:int", row(1))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("it works on Float32, Float64; cast the argument");
  }
}
