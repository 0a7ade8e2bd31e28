package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.greatest;
import static io.sabot.Expressions.ifElse;
import static io.sabot.Expressions.least;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What chooses among values: {@code nullIf}, {@code greatest}, {@code least} and their kin. */
@Tag("contract")
class ChoiceSemanticsTest {
  /** A type, and three of its values, the smallest first. */
  private record Three(String type, Object low, Object middle, Object high) {}

  private static final List<Three> PLAIN =
      List.of(
          new Three("int8", -1, 0, 1),
          new Three("int16", -1, 0, 1),
          new Three("int32", -1, 0, 1),
          new Three("int64", -1, 0, 1),
          new Three("uint8", 1, 100, 255),
          new Three("uint16", 1, 100, 65535),
          new Three("uint32", 1, 100, 4294967295L),
          new Three("uint64", 1, 100, new java.math.BigInteger("18446744073709551615")),
          new Three("float16", -1.5, 0.0, Double.NaN),
          new Three("float32", -1.5, 0.0, Double.NaN),
          new Three("float64", -1.5, 0.0, Double.NaN),
          new Three(
              "decimal(5,2)",
              new BigDecimal("-1.00"),
              new BigDecimal("0.50"),
              new BigDecimal("9.99")),
          new Three("utf8", "", "a", "é and more than twelve"),
          new Three("large_utf8", "", "a", "é and more than twelve"),
          new Three("utf8_view", "", "a", "é and more than twelve"),
          new Three("dictionary<utf8>", "", "a", "é and more than twelve"),
          new Three("binary", bytes(1), bytes(1, 2), bytes(200)),
          new Three("large_binary", bytes(1), bytes(1, 2), bytes(200)),
          new Three("binary_view", bytes(1), bytes(1, 2), bytes(200)),
          new Three("fixed_binary(2)", bytes(1, 1), bytes(1, 2), bytes(200, 0)),
          new Three("date", "1969-12-31", "2000-01-01", "2024-02-29"),
          new Three("date64", "1969-12-31", "2000-01-01", "2024-02-29"),
          new Three("time(s)", "00:00:00", "12:00:00", "23:59:59"),
          new Three("time(us)", "00:00:00", "12:00:00", "23:59:59"),
          new Three(
              "timestamp(us)", "1969-12-31T00:00:00", "2000-01-01T00:00:00", "2024-02-29T12:00:00"),
          new Three(
              "timestamp(ms, UTC)",
              "1969-12-31T00:00:00Z",
              "2000-01-01T00:00:00Z",
              "2024-02-29T12:00:00Z"),
          new Three("duration(us)", "PT-1S", "PT0S", "PT1H"));

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

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
  void everyPlainTypeIsChosenFrom() {
    for (Three three : PLAIN) {
      TextTable t =
          table(
              "a:" + three.type + ", b:" + three.type + ", low:" + three.type,
              row(three.low, three.high, three.low),
              row(three.high, three.middle, three.low),
              row(three.middle, three.middle, three.low),
              row(null, three.low, three.low),
              row(three.high, null, three.low),
              row(null, null, three.low));
      List<@Nullable Object> a = of(col("a"), t);
      List<@Nullable Object> b = of(col("b"), t);
      assertThat(of(greatest(col("a"), col("b")), t))
          .as(three.type)
          .isEqualTo(Arrays.asList(b.get(0), a.get(1), a.get(2), b.get(3), a.get(4), null));
      assertThat(of(least(col("a"), col("b")), t))
          .as(three.type)
          .isEqualTo(Arrays.asList(a.get(0), b.get(1), a.get(2), b.get(3), a.get(4), null));
      assertThat(of(col("a").nullIf(col("b")), t))
          .as(three.type)
          .isEqualTo(Arrays.asList(a.get(0), a.get(1), null, null, a.get(4), null));
      assertThat(of(col("a").ifNull(col("b")), t))
          .as(three.type)
          .isEqualTo(Arrays.asList(a.get(0), a.get(1), a.get(2), b.get(3), a.get(4), null));
      assertThat(of(ifElse(col("a").eq(col("b")), null, col("a")), t))
          .as(three.type)
          .isEqualTo(Arrays.asList(a.get(0), a.get(1), null, null, a.get(4), null));
      assertThat(of(col("a").between(col("low"), col("b")), t))
          .as(three.type)
          .isEqualTo(list(true, false, true, null, null, null));
      assertThat(of(col("a").isIn(col("b"), col("low")), t))
          .as(three.type)
          .isEqualTo(list(true, false, true, null, null, null));
    }
  }

  @Test
  void nullsAreLeftOut() {
    TextTable t = table("a:int, b:int", row(1, null), row(null, null), row(2, 3));
    assertThat(of(greatest(col("a"), col("b"), 2), t)).isEqualTo(list(2, 2, 3));
    assertThat(of(least(null, col("a"), col("b")), t)).isEqualTo(list(1, null, 2));
    assertThat(of(least(col("a")), t)).isEqualTo(list(1, null, 2));
    assertThat(of(greatest(null, lit(null)), t)).isEqualTo(list(null, null, null));
    assertThat(of(greatest(4, 7, null), t)).isEqualTo(list(7, 7, 7));
  }

  @Test
  void valuesMeetInOneType() {
    TextTable t = table("i:int, d:double, s:utf8", row(1, 1.5, "a"));
    assertThat(Binder.bind("Test", greatest(col("i"), col("d")), t.schema()).type())
        .isEqualTo(Types.FLOAT64);
    assertThat(of(greatest(col("i"), col("d")), t)).isEqualTo(list(1.5));
    assertThat(Binder.bind("Test", col("i").nullIf(0), t.schema()).type()).isEqualTo(Types.INT32);
    assertThat(of(col("i").nullIf(1), t)).isEqualTo(list((Object) null));
    assertThat(of(lit(3).nullIf(3), t)).isEqualTo(list((Object) null));
    assertThat(of(lit(3).nullIf(null), t)).isEqualTo(list(3));
    assertThatThrownBy(() -> of(least(col("i"), col("s")), t))
        .hasMessageContaining("\"least\" needs values of one type");
  }

  @Test
  void theFirstOfEqualNumbersIsTaken() {
    TextTable t = table("a:double, b:double", row(0.0, -0.0), row(-0.0, 0.0), row(Double.NaN, 1.0));
    assertThat(of(greatest(col("a"), col("b")), t)).isEqualTo(list(0.0, -0.0, Double.NaN));
    assertThat(of(least(col("a"), col("b")), t)).isEqualTo(list(0.0, -0.0, 1.0));
  }

  @Test
  void refusals() {
    TextTable t = table("l:list<int>, w:decimal256(50,2)");
    assertThatThrownBy(() -> of(greatest(col("l"), col("l")), t))
        .hasMessageContaining(
            "\"greatest\" takes values with an order as first, but \"l\" is List");
    assertThatThrownBy(() -> of(col("w").nullIf(1), t))
        .hasMessageContaining("cast it to a decimal of 128 bits");
  }
}
