package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.e;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.pi;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each line of "Numbers" in the docs of expressions. */
@Tag("contract")
class MathSemanticsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static List<@Nullable Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(value instanceof Integer number ? (Object) number.longValue() : value);
    }
    return list;
  }

  private static TextTable doubles(@Nullable Object... values) {
    return table(
        "d:double", Arrays.stream(values).map(v -> row(v)).toArray(io.sabot.testkit.Row[]::new));
  }

  private static TextTable decimals(String type, String... values) {
    return table(
        "x:" + type,
        Arrays.stream(values)
            .map(v -> row(new BigDecimal(v)))
            .toArray(io.sabot.testkit.Row[]::new));
  }

  private static BoundExpression bound(Expression expression, TextTable table) {
    return Binder.bind("Test", expression, table.schema());
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  @Test
  void roundingKeepsTheTypeOfIntegersAndFloats() {
    TextTable t =
        table("i:int8, u:uint16, h:float16, f:float, d:double", row(-3, 7, -1.5, 2.5, -0.5));
    assertThat(bound(col("i").abs(), t).type()).isEqualTo(t.schema().findField("i").getType());
    assertThat(of(col("i").abs(), t)).isEqualTo(list(3));
    assertThat(of(col("u").abs(), t)).isEqualTo(list(7));
    assertThat(bound(col("h").abs(), t).type()).isEqualTo(Types.FLOAT32);
    assertThat(of(col("h").abs(), t)).isEqualTo(list(1.5));
    assertThat(bound(col("f").ceil(), t).type()).isEqualTo(Types.FLOAT32);
    assertThat(of(col("f").ceil(), t)).isEqualTo(list(3.0));
    assertThat(of(col("f").floor(), t)).isEqualTo(list(2.0));
    assertThat(of(col("d").ceil(), t)).isEqualTo(list(-0.0));
    assertThat(of(col("i").floor(), t)).isEqualTo(list(-3));
    assertThat(bound(col("f").sqrt(), t).type()).isEqualTo(Types.FLOAT64);
  }

  @Test
  void halvesGoAwayFromZero() {
    TextTable t = doubles(0.5, -0.5, 1.5, -2.5, 0.49999999999999994, 4503599627370497.0, NAN, null);
    assertThat(of(col("d").round(), t))
        .isEqualTo(list(1.0, -1.0, 2.0, -3.0, 0.0, 4503599627370497.0, NAN, null));
    assertThat(of(col("d").trunc(), t))
        .isEqualTo(list(0.0, -0.0, 1.0, -2.0, 0.0, 4503599627370497.0, NAN, null));
  }

  @Test
  void roundingToDigits() {
    TextTable t = doubles(2.346, -1234.5678, INFINITE, NAN, 1e300);
    assertThat(of(col("d").round(2), t)).isEqualTo(list(2.35, -1234.57, INFINITE, NAN, 1e300));
    assertThat(of(col("d").round(-2), t)).isEqualTo(list(0.0, -1200.0, INFINITE, NAN, 1e300));
    assertThat(of(col("d").trunc(1), t)).isEqualTo(list(2.3, -1234.5, INFINITE, NAN, 1e300));
    assertThat(of(col("d").round(999), t)).isEqualTo(list(2.346, -1234.5678, INFINITE, NAN, 1e300));
    assertThat(of(col("d").round(-999), t)).isEqualTo(list(0.0, -0.0, INFINITE, NAN, 0.0));
    TextTable i = table("i:int8, l:long, u:uint64", row(-45, 5_000_000_000_000_000_000L, 15));
    assertThat(of(col("i").round(-1), i)).isEqualTo(list(-50));
    assertThat(of(col("i").trunc(-1), i)).isEqualTo(list(-40));
    assertThat(of(col("i").round(1), i)).isEqualTo(list(-45));
    assertThat(of(col("u").round(-1), i)).isEqualTo(list(20));
    assertThatThrownBy(() -> of(col("i").round(-3).plus(col("l").round(-19)), i))
        .hasMessageContaining(
            "a result must fit Int64, but round of 5000000000000000000 in \"round(l, -19)\"");
    assertThatThrownBy(() -> of(col("x").round(-1), table("x:int8", row(127))))
        .hasMessageContaining(
            "a result must fit Int8, but round of 127 in \"round(x, -1)\" at row 0");
  }

  @Test
  void integersHaveNoSizeOfTheSmallest() {
    TextTable t = table("i:int, l:long", row(1, 2L), row(null, Long.MIN_VALUE));
    assertThat(of(col("i").abs(), t)).isEqualTo(list(1, null));
    assertThatThrownBy(() -> of(col("l").abs(), t))
        .isInstanceOf(RunException.class)
        .hasMessageContaining(
            "a result must fit Int64, but abs of -9223372036854775808 in \"abs(l)\" at row 1 does"
                + " not; cast the argument to a wider type first, e.g. Int64 or Float64");
    assertThat(of(col("l").cast(Types.FLOAT64).abs(), t)).isEqualTo(list(2.0, 0x1p63));
  }

  @Test
  void rowsThatDoNotMatterDoNotFail() {
    TextTable t =
        table("l:long, n:int", row(Long.MIN_VALUE, -1), row(-7L, 2), row(null, null), row(127L, 1));
    Expression big = col("l").gt(-100);
    assertThat(of(when(big).then(col("l").abs()).end(), t)).isEqualTo(list(null, 7, null, 127));
    assertThat(of(when(big).then(lit(1).shiftLeft(col("n"))).end(), t))
        .isEqualTo(list(null, 4, null, 2));
    Expression rounded = col("l").cast(new ArrowType.Int(8, true)).round(-1);
    assertThat(of(when(col("l").between(-100, 100)).then(rounded).end(), t))
        .isEqualTo(list(null, -10, null, null));
  }

  @Test
  void decimalsLoseTheDigitsBehindThePoint() {
    TextTable t = decimals("decimal(5,2)", "1.25", "-999.99", "-0.50", "0.00");
    assertThat(bound(col("x").ceil(), t).type()).isEqualTo(Types.decimal(4, 0));
    assertThat(bound(col("x").round(1), t).type()).isEqualTo(Types.decimal(5, 1));
    assertThat(bound(col("x").round(2), t).type()).isEqualTo(Types.decimal(5, 2));
    assertThat(of(col("x").abs(), t))
        .isEqualTo(list(decimal("1.25"), decimal("999.99"), decimal("0.50"), decimal("0.00")));
    assertThat(of(col("x").sign(), t))
        .isEqualTo(list(decimal("1"), decimal("-1"), decimal("-1"), decimal("0")));
    assertThat(of(col("x").ceil(), t))
        .isEqualTo(list(decimal("2"), decimal("-999"), decimal("0"), decimal("0")));
    assertThat(of(col("x").floor(), t))
        .isEqualTo(list(decimal("1"), decimal("-1000"), decimal("-1"), decimal("0")));
    assertThat(of(col("x").round(), t))
        .isEqualTo(list(decimal("1"), decimal("-1000"), decimal("-1"), decimal("0")));
    assertThat(of(col("x").round(1), t))
        .isEqualTo(list(decimal("1.3"), decimal("-1000.0"), decimal("-0.5"), decimal("0.0")));
    assertThat(of(col("x").trunc(1), t))
        .isEqualTo(list(decimal("1.2"), decimal("-999.9"), decimal("-0.5"), decimal("0.0")));
    assertThat(of(col("x").round(-2), t))
        .isEqualTo(list(decimal("0"), decimal("-1000"), decimal("0"), decimal("0")));
    TextTable wide = decimals("decimal(38,0)", "9".repeat(38));
    assertThat(of(col("x").round(-99), decimals("decimal(38,0)", "4")))
        .isEqualTo(list(decimal("0")));
    assertThatThrownBy(() -> of(col("x").round(-1), wide))
        .hasMessageContaining("a result must fit Decimal128(38, 0), but round of 9999");
  }

  @Test
  void signs() {
    TextTable t = doubles(3.0, -2.0, 0.0, -0.0, NAN, -INFINITE, null);
    assertThat(of(col("d").sign(), t)).isEqualTo(list(1.0, -1.0, 0.0, -0.0, NAN, -1.0, null));
    TextTable i =
        table(
            "i:int16, u:uint64",
            row(-9, 0),
            row(0, new java.math.BigInteger("18446744073709551615")));
    assertThat(of(col("i").sign(), i)).isEqualTo(list(-1, 0));
    assertThat(of(col("u").sign(), i)).isEqualTo(list(0, 1));
  }

  @Test
  void outsideOfADomainIsNaNOrInfinite() {
    TextTable t = doubles(-1.0, 0.0, 2.0, NAN, INFINITE, null);
    assertThat(of(col("d").sqrt(), t)).isEqualTo(list(NAN, 0.0, Math.sqrt(2), NAN, INFINITE, null));
    assertThat(of(col("d").ln(), t))
        .isEqualTo(list(NAN, -INFINITE, Math.log(2), NAN, INFINITE, null));
    assertThat(of(col("d").log10(), t))
        .isEqualTo(list(NAN, -INFINITE, Math.log10(2), NAN, INFINITE, null));
    assertThat(of(col("d").log2(), t)).isEqualTo(list(NAN, -INFINITE, 1.0, NAN, INFINITE, null));
    assertThat(of(col("d").log(10), t))
        .isEqualTo(list(NAN, -INFINITE, Math.log10(2), NAN, INFINITE, null));
    assertThat(of(col("d").asin(), t)).isEqualTo(list(Math.asin(-1), 0.0, NAN, NAN, NAN, null));
    assertThat(of(col("d").acos(), t)).isEqualTo(list(Math.PI, Math.PI / 2, NAN, NAN, NAN, null));
    assertThat(of(col("d").sin(), t))
        .isEqualTo(list(Math.sin(-1), 0.0, Math.sin(2), NAN, NAN, null));
    assertThat(of(col("d").pow(0.5), t))
        .isEqualTo(list(NAN, 0.0, Math.sqrt(2), NAN, INFINITE, null));
    assertThat(of(col("d").pow(-1), t)).isEqualTo(list(-1.0, INFINITE, 0.5, NAN, 0.0, null));
    assertThat(of(lit(10).pow(400), doubles(1.0))).isEqualTo(list(INFINITE));
  }

  @Test
  void logarithmsOfPowersOfTwoAreExact() {
    List<@Nullable Object> powers = new ArrayList<>();
    List<@Nullable Object> exponents = new ArrayList<>();
    for (int exponent = -1074; exponent < 1024; exponent++) {
      powers.add(Math.scalb(1.0, exponent));
      exponents.add((double) exponent);
    }
    assertThat(of(col("d").log2(), doubles(powers.toArray()))).isEqualTo(exponents);
    assertThat((double) of(lit(0.9999999).log2(), doubles(0.0)).getFirst())
        .isCloseTo(Math.log1p(-1e-7) / Math.log(2), org.assertj.core.api.Assertions.within(1e-16));
  }

  @Test
  void everythingElseComputesInFloat64AsJavaDoes() {
    TextTable t = table("i:int, x:decimal(4,2), f:float", row(8, decimal("0.50"), 0.1f));
    assertThat(of(col("i").cbrt(), t)).isEqualTo(list(2.0));
    assertThat(of(col("i").log(2), t)).isEqualTo(list(Math.log10(8) / Math.log10(2)));
    assertThat(of(col("x").exp(), t)).isEqualTo(list(Math.exp(0.5)));
    assertThat(of(col("f").tanh(), t)).isEqualTo(list(Math.tanh(0.1f)));
    assertThat(of(col("x").atan2(col("i")), t)).isEqualTo(list(Math.atan2(0.5, 8)));
    assertThat(of(lit(180).radians(), t)).isEqualTo(list(Math.PI));
    assertThat(of(pi().degrees(), t)).isEqualTo(list(180.0));
    assertThat(of(e().ln(), t)).isEqualTo(list(1.0));
    assertThat(of(col("i").sqrt().plus(lit(null).sqrt()), t)).isEqualTo(list((Object) null));
  }

  @Test
  void whatKindOfNumber() {
    TextTable t = doubles(1.0, NAN, -INFINITE, null);
    assertThat(of(col("d").isNaN(), t)).isEqualTo(list(false, true, false, null));
    assertThat(of(col("d").isFinite(), t)).isEqualTo(list(true, false, false, null));
    assertThat(of(col("d").isInfinite(), t)).isEqualTo(list(false, false, true, null));
    assertThat(of(col("i").isNaN(), table("i:int", row(1), row((Object) null))))
        .isEqualTo(list(false, null));
  }

  @Test
  void refusals() {
    TextTable t = table("s:utf8, d:double, w:decimal256(50,2), i:int", row("a", 1.0, null, 1));
    assertThatThrownBy(() -> of(col("s").sqrt(), t))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "\"sqrt\" takes numbers as value, but \"s\" is Utf8; it works on Int8")
        .hasMessageContaining("Float64, Decimal128(12, 2); cast the argument to one of them");
    assertThatThrownBy(() -> of(col("w").abs(), t)).hasMessageContaining("is Decimal256(50, 2)");
    assertThatThrownBy(() -> of(Expression.function("round", col("d"), col("i")), t))
        .hasMessageContaining("\"round\" takes a literal as digits, but \"i\" is none");
    assertThatThrownBy(() -> of(Expression.function("pow", col("d")), t))
        .hasMessageContaining("it is pow(base, exponent)");
  }
}
