package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.expression.Binder;
import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bits of integers, and arithmetic that gives null where it would fail. */
@Tag("contract")
class BitSemanticsTest {
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

  @Test
  void bitsKeepTheCommonType() {
    TextTable t = table("a:int8, b:uint8, l:long, u:uint64", row(-2, 255, 12L, 5));
    assertThat(Binder.bind("Test", col("a").bitAnd(1), t.schema()).type())
        .isEqualTo(t.schema().findField("a").getType());
    assertThat(of(col("a").bitAnd(col("b")), t)).isEqualTo(list(254));
    assertThat(of(col("a").bitOr(1), t)).isEqualTo(list(-1));
    assertThat(of(col("l").bitXor(col("a")), t)).isEqualTo(list(~12 ^ 1));
    assertThat(of(col("b").bitNot(), t)).isEqualTo(list(0));
    assertThat(of(lit(null).bitAnd(col("a")), t)).isEqualTo(list((Object) null));
    assertThatThrownBy(() -> of(col("u").bitAnd(col("l")), t))
        .hasMessageContaining(
            "cast one: UInt64 has no type in common with integers that have a sign");
    assertThatThrownBy(() -> of(lit(1.5).bitNot(), t))
        .hasMessageContaining("\"bit_not\" takes integers as value, but \"1.5\" is Float64");
  }

  @Test
  void shiftsLoseWhatLeavesTheType() {
    TextTable t = table("a:int8, b:uint8, n:int", row(-128, 129, 1), row(1, 255, null));
    assertThat(of(col("a").shiftLeft(1), t)).isEqualTo(list(0, 2));
    assertThat(of(col("a").shiftRight(1), t)).isEqualTo(list(-64, 0));
    assertThat(of(col("a").shiftRight(999), t)).isEqualTo(list(-1, 0));
    assertThat(of(col("b").shiftLeft(col("n")), t)).isEqualTo(list(2, null));
    assertThat(of(col("b").shiftRight(7), t)).isEqualTo(list(1, 1));
    assertThat(of(col("b").shiftLeft(64), t)).isEqualTo(list(0, 0));
    assertThatThrownBy(() -> of(col("b").shiftLeft(col("n").minus(2)), t))
        .hasMessageContaining(
            "a distance must lie at 0 or above, but -1 in \"shift_left(b, cast(n - 2 as Int64))\""
                + " at row 0");
    assertThatThrownBy(() -> of(col("a").shiftRight(-1), t))
        .hasMessageContaining("but -1 in \"shift_right(a, -1)\" at row 0 does not");
    TextTable nulls = table("a:int8", row((Object) null));
    assertThat(of(col("a").shiftRight(-1), nulls)).isEqualTo(list((Object) null));
  }

  @Test
  void attemptsGiveNullInsteadOfAnError() {
    TextTable t =
        table(
            "a:int8, b:int8, x:decimal(38,0)",
            row(100, 28, new BigDecimal("9".repeat(38))),
            row(-128, -1, BigDecimal.ONE),
            row(7, 0, null),
            row(null, 1, BigDecimal.TWO));
    assertThat(of(col("a").tryPlus(col("b")), t)).isEqualTo(list(null, null, 7, null));
    assertThat(of(col("a").tryMinus(col("b")), t)).isEqualTo(list(72, -127, 7, null));
    assertThat(of(col("a").tryTimes(col("b")), t)).isEqualTo(list(null, null, 0, null));
    assertThat(of(col("a").tryIntDiv(col("b")), t)).isEqualTo(list(3, null, null, null));
    assertThat(of(col("a").tryRem(col("b")), t)).isEqualTo(list(16, 0, null, null));
    assertThat(of(col("a").tryNegate(), t)).isEqualTo(list(-100, null, -7, null));
    assertThat(of(col("x").tryPlus(1), t))
        .isEqualTo(list(null, new BigDecimal("2"), null, new BigDecimal("3")));
    assertThat(of(lit(Integer.MAX_VALUE).tryPlus(1), t)).isEqualTo(list(null, null, null, null));
    assertThat(Binder.bind("Test", col("a").tryPlus(1), t.schema()).canFail()).isFalse();
    TextTable doubles = table("d:double", row(1.0));
    assertThat(of(col("d").tryPlus(1), doubles)).isEqualTo(list(2.0));
    assertThat(of(col("d").tryNegate(), doubles)).isEqualTo(list(-1.0));
    assertThatThrownBy(() -> of(lit("a").tryPlus(1), t))
        .hasMessageContaining("\"try_plus\" takes numbers, but \"'a'\"");
  }

  @Test
  void remaindersOfDecimalsAreExact() {
    TextTable t =
        table(
            "x:decimal(4,2), y:decimal(30,1)",
            row(new BigDecimal("-7.25"), new BigDecimal("2.0")),
            row(new BigDecimal("7.25"), new BigDecimal("9".repeat(29) + ".9")),
            row(null, new BigDecimal("0.0")));
    assertThat(Binder.bind("Test", col("x").rem(col("y")), t.schema()).type())
        .isEqualTo(Types.decimal(31, 2));
    assertThat(of(col("x").rem(col("y")), t))
        .isEqualTo(list(new BigDecimal("-1.25"), new BigDecimal("7.25"), null));
    assertThat(of(col("y").rem(2), t))
        .isEqualTo(list(new BigDecimal("0.0"), new BigDecimal("1.9"), new BigDecimal("0.0")));
    assertThat(of(col("x").tryRem(0), t)).isEqualTo(list(null, null, null));
    assertThatThrownBy(() -> of(col("x").rem(0), t))
        .hasMessageContaining(
            "a divisor must differ from 0, but -7.25 % 0.00 in \"x % 0.00\" at row 0 does not;"
                + " keep zeros out");
  }

  @Test
  void quotientsOfDecimalsAreDoubles() {
    TextTable t =
        table(
            "x:decimal(4,2), i:int",
            row(new BigDecimal("1.00"), 3),
            row(new BigDecimal("-2.50"), 0));
    assertThat(Binder.bind("Test", col("x").div(col("i")), t.schema()).type())
        .isEqualTo(Types.FLOAT64);
    assertThat(of(col("x").div(col("i")), t)).isEqualTo(list(1.0 / 3, Double.NEGATIVE_INFINITY));
    assertThat(of(col("i").div(new BigDecimal("0.5")), t)).isEqualTo(list(6.0, 0.0));
  }
}
