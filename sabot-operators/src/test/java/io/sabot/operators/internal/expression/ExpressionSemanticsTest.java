package io.sabot.operators.internal.expression;

import static io.sabot.Expressions.coalesce;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.expression.Expression;
import io.sabot.expression.Types;
import io.sabot.testkit.TextTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class ExpressionSemanticsTest {
  private static final double NAN = Double.NaN;

  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<Object> list(Object... values) {
    // The kit reads integers of every width as longs.
    List<Object> canonical = new ArrayList<>();
    for (Object value : values) {
      boolean integer = value instanceof Integer || value instanceof Byte;
      canonical.add(integer ? (Object) ((Number) value).longValue() : value);
    }
    return canonical;
  }

  @Test
  void nanIsEqualToItselfAndLargestAndZerosAreEqual() {
    TextTable t =
        table("a:double, b:double", row(NAN, NAN), row(NAN, 1.0), row(1.0, NAN), row(-0.0, 0.0));
    assertThat(of(col("a").eq(col("b")), t)).isEqualTo(list(true, false, false, true));
    assertThat(of(col("a").lt(col("b")), t)).isEqualTo(list(false, false, true, false));
    assertThat(of(col("a").gt(50), t)).isEqualTo(list(true, true, false, false));
    assertThat(of(col("a").ge(NAN), t)).isEqualTo(list(true, true, false, false));
    assertThat(of(lit(NAN).gt(col("a")), t)).isEqualTo(list(false, false, true, true));
  }

  @Test
  void integersKeepTheWiderTypeAndOverflowIsAnError() {
    TextTable t =
        table("a:int8, b:int64, u:uint64", row(100, 1L, 5L), row(null, Long.MAX_VALUE, 7L));
    assertThat(of(col("a").plus(27), t)).isEqualTo(list((byte) 127, null));
    assertThat(of(col("a").plus(1000), t)).isEqualTo(list(1100, null));
    assertThatThrownBy(() -> of(col("a").plus(28), t))
        .hasMessageContaining("a result must fit Int8, but 100 + 28 in \"a + 28\" at row 0");
    assertThatThrownBy(() -> of(col("b").times(2), t))
        .hasMessageContaining("9223372036854775807 * 2 in \"b * 2\" at row 1");
    assertThat(of(col("a").plus(col("b")), t)).isEqualTo(list(101L, null));
    assertThat(of(col("u").plus(col("a")), t)).isEqualTo(list(new BigDecimal("105"), null));
    assertThatThrownBy(() -> of(col("u").minus(6), t)).hasMessageContaining("5 - 6");
  }

  @Test
  void divisionOfIntegersIsADoubleAndIntegerDivisionByZeroAnError() {
    TextTable t = table("a:int, b:int", row(7, 2), row(-7, 0), row(null, 0));
    assertThat(of(col("a").div(col("b")), t)).isEqualTo(list(3.5, Double.NEGATIVE_INFINITY, null));
    assertThatThrownBy(() -> of(col("a").rem(col("b")), t))
        .hasMessageContaining("a divisor must differ from 0, but -7 % 0 in \"a % b\" at row 1");
    Expression safe = when(col("b").ne(0)).then(col("a").intDiv(col("b"))).otherwise(-1);
    assertThat(of(safe, t)).isEqualTo(list(3, -1, -1));
  }

  @Test
  void onlyRowsThatMatterFail() {
    TextTable t = table("a:int, b:int", row(7, 2), row(7, 0), row(null, 0));
    Expression risky = col("a").intDiv(col("b")).gt(0);
    assertThat(of(col("b").ne(0).and(risky), t)).isEqualTo(list(true, false, false));
    assertThat(of(col("b").eq(0).or(risky), t)).isEqualTo(list(true, true, true));
    assertThat(
            of(coalesce(col("a"), lit(1).intDiv(col("a").minus(col("a")))), table("a:int", row(4))))
        .isEqualTo(list(4));
    assertThat(of(coalesce(col("a"), col("b").plus(5)), t)).isEqualTo(list(7, 7, 5));
  }

  @Test
  void kleene() {
    TextTable t =
        table(
            "a:bool, b:bool", row(true, null), row(false, null), row(null, null), row(true, false));
    assertThat(of(col("a").and(col("b")), t)).isEqualTo(list(null, false, null, false));
    assertThat(of(col("a").or(col("b")), t)).isEqualTo(list(true, null, null, true));
    assertThat(of(col("a").and(lit(null)), t)).isEqualTo(list(null, false, null, null));
    assertThat(of(col("a").not(), t)).isEqualTo(list(false, true, null, false));
    assertThat(of(col("a").lt(col("b")), t)).isEqualTo(list(null, null, null, false));
  }

  @Test
  void stringsCompareByTheirBytesInAnyLayout() {
    for (String type : List.of("utf8", "large_utf8", "utf8_view")) {
      TextTable t =
          table(
              "a:" + type + ", b:utf8",
              row("a", "b"),
              row("äöü-longer-than-12", "z"),
              row("", null));
      assertThat(of(col("a").lt(col("b")), t)).isEqualTo(list(true, false, null));
      assertThat(of(col("a").isIn("", "a"), t)).isEqualTo(list(true, false, true));
      assertThat(of(coalesce(col("b"), col("a")), t)).isEqualTo(list("b", "z", ""));
      assertThat(of(col("a").cast(ArrowType.Utf8View.INSTANCE), t))
          .isEqualTo(list("a", "äöü-longer-than-12", ""));
    }
  }

  @Test
  void inAndBetween() {
    TextTable t = table("a:int", row(1), row(5), row((Object) null));
    assertThat(of(col("a").isIn(1, null), t)).isEqualTo(list(true, null, null));
    assertThat(of(col("a").between(1, 4), t)).isEqualTo(list(true, false, null));
  }

  @Test
  void decimals() {
    TextTable t =
        table(
            "a:decimal(10,2), b:decimal(38,0)",
            row(new BigDecimal("1.25"), BigDecimal.TEN.pow(37)));
    assertThat(of(col("a").plus(1), t)).isEqualTo(list(new BigDecimal("2.25")));
    assertThat(of(col("a").times(col("a")), t)).isEqualTo(list(new BigDecimal("1.5625")));
    assertThat(of(col("a").negate(), t)).isEqualTo(list(new BigDecimal("-1.25")));
    assertThat(of(col("a").cast(Types.decimal(5, 1)), t)).isEqualTo(list(new BigDecimal("1.3")));
    assertThat(of(col("a").gt(1), t)).isEqualTo(list(true));
    assertThat(of(col("a").lt(new BigDecimal("1.250001")), t)).isEqualTo(list(true));
    assertThatThrownBy(() -> of(col("b").times(10), t))
        .hasMessageContaining("a result must fit Decimal128(38, 0)");
  }

  @Test
  void casts() {
    TextTable t = table("s:utf8, d:double", row("12", 2.7), row("x", NAN), row(null, -2.7));
    assertThat(of(col("s").tryCast(Types.INT64), t)).isEqualTo(list(12L, null, null));
    assertThat(of(col("d").tryCast(Types.INT32), t)).isEqualTo(list(2, null, -2));
    assertThatThrownBy(() -> of(col("s").cast(Types.INT64), t))
        .hasMessageContaining("a value must fit Int64, but 'x' in \"cast(s as Int64)\" at row 1")
        .hasMessageContaining("use tryCast");
    assertThat(of(col("d").cast(ArrowType.Utf8.INSTANCE), t)).isEqualTo(list("2.7", "NaN", "-2.7"));
    TextTable dates = table("d:date", row(LocalDate.of(2024, 2, 29)), row((Object) null));
    ArrowType timestamp = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
    assertThat(of(col("d").cast(timestamp).cast(ArrowType.Utf8.INSTANCE), dates))
        .isEqualTo(list("2024-02-29 00:00:00", null));
    assertThat(
            of(col("d").cast(timestamp).cast(new ArrowType.Date(DateUnit.DAY)).eq(col("d")), dates))
        .isEqualTo(list(true, null));
    assertThat(of(col("d").gt(LocalDate.of(2024, 1, 1)), dates)).isEqualTo(list(true, null));
    ArrowType zoned = new ArrowType.Timestamp(TimeUnit.SECOND, "Europe/Paris");
    assertThat(of(col("d").cast(timestamp).cast(zoned).cast(ArrowType.Utf8.INSTANCE), dates))
        .isEqualTo(list("2024-02-29 00:00:00+01:00", null));
  }

  @Test
  void negationOfTheSmallestIntegerIsAnError() {
    TextTable t =
        table(
            "a:int8, b:int16, c:int32, d:int64, e:decimal(3,1), f:double",
            row(-128, -32768, Integer.MIN_VALUE, Long.MIN_VALUE, new BigDecimal("-99.9"), -0.0),
            row(127, 32767, 5, null, null, NAN));
    for (String name : List.of("a", "b", "c", "d")) {
      assertThatThrownBy(() -> of(col(name).negate(), t))
          .hasMessageContaining("a result must fit Int")
          .hasMessageContaining("in \"-" + name + "\" at row 0 does not; cast an argument");
    }
    assertThat(of(col("a").cast(Types.INT64).negate(), t)).isEqualTo(list(128, -127));
    assertThat(of(col("e").negate(), t)).isEqualTo(list(new BigDecimal("99.9"), null));
    assertThat(of(col("f").negate(), t)).isEqualTo(list(0.0, NAN));
  }

  @Test
  void booleansAreOneAndZeroTrueAndFalse() {
    ArrowType bool = ArrowType.Bool.INSTANCE;
    TextTable t = table("b:bool", row(true), row(false), row((Object) null));
    for (int bits : List.of(8, 16, 32, 64)) {
      for (boolean signed : List.of(true, false)) {
        Expression number = col("b").cast(new ArrowType.Int(bits, signed));
        assertThat(of(number, t)).isEqualTo(list(1, 0, null));
        assertThat(of(number.cast(bool), t)).isEqualTo(list(true, false, null));
      }
    }
    for (ArrowType type : List.of(Types.FLOAT32, Types.FLOAT64)) {
      assertThat(of(col("b").cast(type), t)).isEqualTo(list(1.0, 0.0, null));
      assertThat(of(col("b").cast(type).cast(bool), t)).isEqualTo(list(true, false, null));
    }
    for (ArrowType type :
        List.of(
            ArrowType.Utf8.INSTANCE, ArrowType.LargeUtf8.INSTANCE, ArrowType.Utf8View.INSTANCE)) {
      assertThat(of(col("b").cast(type), t)).isEqualTo(list("true", "false", null));
      assertThat(of(col("b").cast(type).cast(bool), t)).isEqualTo(list(true, false, null));
    }
    TextTable numbers = table("d:double, i:int", row(NAN, 2), row(-0.0, -1), row(0.25, 0));
    assertThat(of(col("d").cast(bool), numbers)).isEqualTo(list(true, false, true));
    assertThat(of(col("i").cast(bool), numbers)).isEqualTo(list(true, true, false));
    TextTable texts = table("s:utf8", row(" TRUE "), row("False"), row("1"), row("yes"));
    assertThat(of(col("s").tryCast(bool), texts).subList(0, 2)).isEqualTo(list(true, false));
    assertThat(of(col("s").tryCast(bool), texts).getLast()).isNull();
    assertThatThrownBy(() -> of(col("s").cast(bool), texts))
        .hasMessageContaining("a value must fit Boolean, but '")
        .hasMessageContaining("use tryCast");
  }

  @Test
  void timesAreCountsOfTheirUnit() {
    TextTable t =
        table(
            "d:date, e:date64, s:time(s), m:time(ms), u:time(us), n:time(ns), t:timestamp(s),"
                + " z:timestamp(ns, Europe/Paris), p:duration(ms)",
            row(
                LocalDate.of(1969, 12, 31),
                LocalDate.of(1970, 1, 2),
                java.time.LocalTime.of(0, 1),
                java.time.LocalTime.of(0, 1),
                java.time.LocalTime.of(0, 1),
                java.time.LocalTime.of(0, 1),
                java.time.LocalDateTime.of(1970, 1, 1, 0, 1),
                java.time.Instant.ofEpochSecond(-1),
                java.time.Duration.ofMinutes(-1)),
            row(null, null, null, null, null, null, null, null, null));
    List<Object> counts =
        list(
            -1, 86_400_000, 60, 60_000, 60_000_000L, 60_000_000_000L, 60, -1_000_000_000L, -60_000);
    for (int i = 0; i < counts.size(); i++) {
      org.apache.arrow.vector.types.pojo.Field field = t.schema().getFields().get(i);
      int bits = List.of("d", "s", "m").contains(field.getName()) ? 32 : 64;
      Expression count = col(field.getName()).cast(new ArrowType.Int(bits, true));
      assertThat(of(count, t)).as(field.toString()).isEqualTo(list(counts.get(i), null));
      assertThat(of(count.cast(field.getType()).eq(col(field.getName())), t))
          .as(field.toString())
          .isEqualTo(list(true, null));
      int other = 96 - bits;
      assertThatThrownBy(() -> of(col(field.getName()).cast(new ArrowType.Int(other, true)), t))
          .as(field.toString())
          .hasMessageContaining("does not convert to Int" + other);
    }
  }

  @Test
  void refusals() {
    TextTable t = table("s:utf8, l:list<int>, z:timestamp(us, UTC), n:timestamp(us), i:int");
    assertThatThrownBy(() -> of(col("s").plus(1), t))
        .hasMessageContaining(
            "Select: \"plus\" takes numbers, but \"s\" in \"s + 1\" is Utf8; cast it");
    assertThatThrownBy(() -> of(col("l").eq(col("l")), t)).hasMessageContaining("\"l\" is List");
    assertThatThrownBy(() -> of(col("z").lt(col("n")), t))
        .hasMessageContaining("a timestamp with a zone is an instant, one without is local");
    assertThatThrownBy(() -> of(col("i").eq("a"), t))
        .hasMessageContaining("cast: col(\"i\").cast(ArrowType.Utf8.INSTANCE)");
    assertThatThrownBy(() -> of(Expression.function("pluss", col("i"), 1), t))
        .hasMessageContaining(
            "every function must exist, but \"pluss\" does not; did you mean \"plus\"?");
  }
}
