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
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types that are met less often. */
@Tag("contract")
class ThinTypesTest {
  private static final ArrowType UTF8 = ArrowType.Utf8.INSTANCE;
  private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static List<Object> of(Expression expression, TextTable table) {
    return Evaluating.values(expression, table);
  }

  private static List<Object> list(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void halfPrecisionComputesInSingle() {
    TextTable t = table("h:float16, i:int8", row(1.5, 2), row(null, 1), row(65504.0, 2));
    assertThat(of(col("h").times(col("i")), t)).isEqualTo(list(3.0, null, 131008.0));
    assertThat(of(col("h").gt(1.5), t)).isEqualTo(list(false, null, true));
    assertThat(of(col("h").cast(UTF8), t)).isEqualTo(list("1.5", null, "65504.0"));
    ArrowType half = new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
    assertThat(of(col("i").cast(half), t)).isEqualTo(list(2.0, 1.0, 2.0));
    assertThat(of(col("h").cast(Types.INT32), t)).isEqualTo(list(1L, null, 65504L));
  }

  @Test
  void unsignedIntegersPastTheSignedOnes() {
    TextTable t = table("u:uint64, v:uint64", row(LARGEST, 1L), row(5L, 7L), row(null, LARGEST));
    assertThat(of(col("u").gt(col("v")), t)).isEqualTo(list(true, false, null));
    assertThat(of(col("u").gt(6), t)).isEqualTo(list(true, false, null));
    assertThat(of(col("u").cast(UTF8), t)).isEqualTo(list(LARGEST.toString(), "5", null));
    assertThat(of(col("u").cast(UTF8).cast(new ArrowType.Int(64, false)), t))
        .isEqualTo(list(LARGEST, 5L, null));
    assertThat(of(col("u").tryCast(Types.INT64), t)).isEqualTo(list(null, 5L, null));
    assertThat(of(col("u").cast(Types.FLOAT64), t)).isEqualTo(list(0x1p64, 5.0, null));
    assertThat(of(col("u").cast(Types.decimal(20, 0)), t))
        .isEqualTo(list(new BigDecimal(LARGEST), new BigDecimal(5), null));
    assertThat(of(col("u").rem(10), t)).isEqualTo(list(5L, 5L, null));
    assertThat(of(col("u").intDiv(2), t)).isEqualTo(list(Long.MAX_VALUE, 2L, null));
    Object[] many = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(of(col("u").isIn(many), t)).isEqualTo(list(false, true, null));
    assertThatThrownBy(() -> of(col("u").plus(1), t))
        .hasMessageContaining(
            "a result must fit UInt64, but 18446744073709551615 + 1 in \"u + 1\" at row 0");
  }

  @Test
  void timesOfDay() {
    TextTable t =
        table(
            "s:time(s), u:time(us)",
            row(LocalTime.of(1, 2, 3), LocalTime.of(1, 2, 3, 1000)),
            row(null, LocalTime.NOON));
    assertThat(of(col("s").lt(col("u")), t)).isEqualTo(list(true, null));
    assertThat(of(col("u").cast(UTF8), t)).isEqualTo(list("01:02:03.000001", "12:00:00"));
    assertThat(of(col("u").cast(new ArrowType.Time(TimeUnit.SECOND, 32)).eq(col("s")), t))
        .isEqualTo(list(true, null));
    assertThat(of(col("u").eq(LocalTime.NOON), t)).isEqualTo(list(false, true));
    assertThatThrownBy(() -> of(col("u").plus(1), t))
        .hasMessageContaining("\"plus\" moves a time by a duration")
        .hasMessageContaining("give a java.time.Duration");
  }

  @Test
  void durations() {
    TextTable t =
        table(
            "s:duration(s), n:duration(ns)",
            row(Duration.ofSeconds(2), Duration.ofNanos(2_000_000_001)),
            row(null, Duration.ZERO));
    assertThat(of(col("s").lt(col("n")), t)).isEqualTo(list(true, null));
    assertThat(of(col("s").eq(Duration.ofSeconds(2)), t)).isEqualTo(list(true, null));
    assertThat(of(col("n").cast(Types.INT64), t)).isEqualTo(list(2_000_000_001L, 0L));
    assertThatThrownBy(() -> of(col("s").cast(UTF8), t))
        .hasMessageContaining("Duration(SECOND) does not convert to Utf8");
  }

  @Test
  void datesInMilliseconds() {
    LocalDate day = LocalDate.of(1960, 2, 29);
    TextTable t = table("d:date64, e:date", row(day, day.plusDays(1)), row(null, day));
    assertThat(of(col("d").lt(col("e")), t)).isEqualTo(list(true, null));
    assertThat(of(col("d").eq(day), t)).isEqualTo(list(true, null));
    assertThat(of(col("d").cast(UTF8), t)).isEqualTo(list("1960-02-29", null));
    assertThat(of(col("d").cast(new ArrowType.Date(DateUnit.DAY)), t)).isEqualTo(list(day, null));
    assertThat(of(col("e").cast(new ArrowType.Date(DateUnit.MILLISECOND)), t))
        .isEqualTo(list(day.plusDays(1), day));
  }

  @Test
  void bytesOfFixedWidth() {
    TextTable t =
        table(
            "f:fixed_binary(3), b:binary",
            row(bytes(1, 2, 3), bytes(1, 2, 3)),
            row(bytes(1, 2, 255), bytes(1, 2, 3, 4)),
            row(null, bytes()));
    assertThat(of(col("f").eq(col("b")), t)).isEqualTo(list(true, false, null));
    assertThat(of(col("f").gt(col("b")), t)).isEqualTo(list(false, true, null));
    assertThat(of(col("f").eq(new byte[] {1, 2, 3}), t)).isEqualTo(list(true, false, null));
    assertThat(of(col("f").cast(ArrowType.Binary.INSTANCE), t))
        .isEqualTo(list(bytes(1, 2, 3), bytes(1, 2, 255), null));
    Object[] many = new Object[9];
    for (int i = 0; i < many.length; i++) {
      many[i] = new byte[] {1, 2, (byte) (i + 3)};
    }
    assertThat(of(col("f").isIn(many), t)).isEqualTo(list(true, false, null));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @Test
  void timestampsWidenToTheFinerUnit() {
    LocalDateTime noon = LocalDateTime.of(2024, 1, 1, 12, 0);
    TextTable t =
        table(
            "s:timestamp(s), n:timestamp(ns), z:timestamp(ms, UTC)",
            row(noon, noon.plusNanos(1), Instant.parse("2024-07-01T10:00:00Z")),
            row(null, noon, Instant.EPOCH));
    assertThat(of(col("s").lt(col("n")), t)).isEqualTo(list(true, null));
    assertThat(of(col("s").eq(noon), t)).isEqualTo(list(true, null));
    ArrowType berlin = new ArrowType.Timestamp(TimeUnit.SECOND, "Europe/Berlin");
    assertThat(of(col("z").cast(berlin).cast(UTF8), t))
        .isEqualTo(list("2024-07-01 12:00:00+02:00", "1970-01-01 01:00:00+01:00"));
    ArrowType date = new ArrowType.Date(DateUnit.DAY);
    assertThat(of(col("s").cast(date).cast(berlin).cast(UTF8), t))
        .isEqualTo(list("2024-01-01 00:00:00+01:00", null));
    TextTable far = table("s:timestamp(s)", row(Long.MAX_VALUE));
    assertThatThrownBy(
            () -> of(col("s").cast(new ArrowType.Timestamp(TimeUnit.NANOSECOND, null)), far))
        .hasMessageContaining("a value must fit Timestamp(NANOSECOND), but 9223372036854775807");
    assertThatThrownBy(() -> of(col("s").cast(UTF8), far))
        .hasMessageContaining("a value must fit Utf8, but 9223372036854775807 in");
    assertThat(of(col("s").tryCast(UTF8), far)).isEqualTo(list((Object) null));
  }

  @Test
  void textThatIsNotQuiteANumber() {
    TextTable t =
        table(
            "s:utf8",
            row("1e-999999999"),
            row("1d"),
            row("0x1p3"),
            row("inf"),
            row("-0"),
            row("٣"));
    assertThat(of(col("s").tryCast(Types.decimal(5, 2)), t).subList(0, 3))
        .isEqualTo(list(new BigDecimal("0.00"), null, null));
    assertThat(of(col("s").tryCast(Types.FLOAT64), t))
        .isEqualTo(list(0.0, null, null, Double.POSITIVE_INFINITY, -0.0, null));
  }

  @Test
  void integersOfEveryLengthAreWritten() {
    TextTable t =
        table("l:long", row(Long.MIN_VALUE), row(Long.MAX_VALUE), row(0L), row(-10L), row(99L));
    for (ArrowType text :
        List.of(UTF8, ArrowType.LargeUtf8.INSTANCE, ArrowType.Utf8View.INSTANCE)) {
      assertThat(of(col("l").cast(text), t))
          .isEqualTo(list("-9223372036854775808", "9223372036854775807", "0", "-10", "99"));
      assertThat(of(col("l").cast(text).cast(Types.INT64).eq(col("l")), t))
          .isEqualTo(list(true, true, true, true, true));
    }
  }

  @Test
  void membershipInManyValues() {
    TextTable t = table("l:long, s:utf8", row(3L, "c"), row(70L, "nowhere"), row(null, null));
    Object[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9};
    Object[] withNull = {1, 2, 3, 4, 5, 6, 7, 8, 9, null};
    assertThat(of(col("l").isIn(numbers), t)).isEqualTo(list(true, false, null));
    assertThat(of(col("l").isIn(withNull), t)).isEqualTo(list(true, null, null));
    assertThat(of(col("l").isIn(numbers).not(), t)).isEqualTo(list(false, true, null));
    Object[] texts = {"a", "b", "c", "d", "e", "f", "g", "h", "more than eight bytes", ""};
    assertThat(of(col("s").isIn(texts), t)).isEqualTo(list(true, false, null));
  }

  @Test
  void columnsOfNothingButNulls() {
    TextTable t = table("n:null, i:int, l:list<int>", row(null, 5, List.of(1)), row(null, 0, null));
    List<Object> nothing = list(null, null);
    for (Expression expression :
        List.of(
            col("n").plus(1),
            col("n").negate(),
            col("n").eq(col("n")),
            col("n").lt(col("i")),
            col("n").isIn(1, 2),
            col("n").between(1, 2),
            col("n").not(),
            col("n").length(),
            col("n").like("a%"),
            col("n").cast(ArrowType.Utf8View.INSTANCE),
            coalesce(col("n"), col("n")),
            when(col("i").gt(1)).then(col("n")).otherwise(col("n")),
            call("abs", col("n")),
            call("null_if", col("n"), 1),
            call("md5", col("n")),
            call("year", col("n")),
            col("l").element(col("n")),
            col("l").containsElement(col("n")))) {
      assertThat(of(expression, t)).as(expression.toString()).isEqualTo(nothing);
    }
    assertThat(of(col("n").and(false), t)).isEqualTo(list(false, false));
    assertThat(of(col("n").isNull(), t)).isEqualTo(list(true, true));
    assertThat(of(coalesce(col("n"), col("i")), t)).isEqualTo(list(5L, 0L));
    assertThat(of(call("greatest", col("n"), col("i")), t)).isEqualTo(list(5L, 0L));
    assertThat(of(when(col("n")).then(1).otherwise(2), t)).isEqualTo(list(2L, 2L));
  }

  private static Expression call(String function, Object... arguments) {
    return Expression.function(function, arguments);
  }

  @Test
  void decimalsOfEveryDigit() {
    BigDecimal most = new BigDecimal("9".repeat(38));
    BigDecimal least = new BigDecimal("0." + "0".repeat(37) + "1");
    TextTable t =
        table("d:decimal(38,0), e:decimal(38,38)", row(most, least), row(most.negate(), null));
    assertThat(of(col("d").negate(), t)).isEqualTo(list(most.negate(), most));
    assertThat(of(col("d").plus(0), t)).isEqualTo(list(most, most.negate()));
    assertThat(of(col("d").times(1), t)).isEqualTo(list(most, most.negate()));
    assertThat(of(col("d").gt(0), t)).isEqualTo(list(true, false));
    assertThat(of(col("d").isIn(most, null), t)).isEqualTo(list(true, null));
    assertThat(of(col("d").cast(UTF8), t)).isEqualTo(list(most.toString(), "-" + most));
    assertThat(of(col("d").cast(UTF8).cast(Types.decimal(38, 0)).eq(col("d")), t))
        .isEqualTo(list(true, true));
    assertThat(of(col("d").tryCast(Types.INT64), t)).isEqualTo(list(null, null));
    assertThat(of(col("d").cast(Types.FLOAT64), t)).isEqualTo(list(1e38, -1e38));
    assertThat(of(coalesce(col("e"), BigDecimal.ZERO), t))
        .isEqualTo(list(least, BigDecimal.ZERO.setScale(38)));
    assertThatThrownBy(() -> of(col("d").plus(1), t))
        .hasMessageContaining("a result must fit Decimal128(38, 0), but " + most + " + 1 in");
    assertThatThrownBy(() -> of(col("e").times(col("e")), t))
        .hasMessageContaining("a product of decimals has at most 38 digits");
  }

  @Test
  void wideDecimalsConvertAndAreOtherwiseRefused() {
    ArrowType wide = new ArrowType.Decimal(60, 2, 256);
    TextTable t =
        table(
            "w:decimal256(60,2), i:uint8",
            row(new BigDecimal("9".repeat(58) + ".99"), 200),
            row(new BigDecimal("-1.25"), null));
    assertThat(of(col("w").tryCast(Types.decimal(10, 1)), t))
        .isEqualTo(list(null, new BigDecimal("-1.3")));
    assertThat(of(col("w").cast(Types.FLOAT64), t)).isEqualTo(list(1e58, -1.25));
    assertThat(of(col("w").cast(UTF8), t)).isEqualTo(list("9".repeat(58) + ".99", "-1.25"));
    assertThat(of(col("i").cast(wide), t)).isEqualTo(list(new BigDecimal("200.00"), null));
    assertThat(of(coalesce(lit(null), col("w")).isNull(), t)).isEqualTo(list(false, false));
    assertThatThrownBy(() -> of(col("w").plus(1), t))
        .hasMessageContaining("decimal arithmetic takes 128 bits")
        .hasMessageContaining("it works on Int8");
    assertThatThrownBy(() -> of(col("w").eq(col("w")), t))
        .hasMessageContaining("comparison takes values with an order")
        .hasMessageContaining("it works on Boolean");
  }

  @Test
  void smallUnsignedIntegers() {
    TextTable t =
        table(
            "a:uint8, b:uint16, c:uint32",
            row(200, 65535, 4294967295L),
            row(0, 0, 0),
            row(null, null, null));
    assertThat(of(col("a").plus(55), t)).isEqualTo(list(255L, 55L, null));
    assertThat(of(col("a").gt(127), t)).isEqualTo(list(true, false, null));
    assertThatThrownBy(() -> of(col("a").plus(col("b")), t))
        .hasMessageContaining("a result must fit UInt16, but 200 + 65535");
    assertThat(of(col("c").cast(UTF8), t)).isEqualTo(list("4294967295", "0", null));
    assertThat(of(col("c").tryCast(Types.INT32), t)).isEqualTo(list(null, 0L, null));
    assertThat(of(call("greatest", col("a"), col("b"), 7), t)).isEqualTo(list(65535L, 7L, 7L));
    assertThat(of(call("abs", col("b")), t)).isEqualTo(list(65535L, 0L, null));
    assertThatThrownBy(() -> of(col("a").minus(1), t))
        .hasMessageContaining("a result must fit UInt8, but 0 - 1 in \"a - 1\" at row 1");
    assertThatThrownBy(() -> of(col("a").plus(100), t))
        .hasMessageContaining("a result must fit UInt8, but 200 + 100");
  }

  @Test
  void halfPrecisionInEveryFamily() {
    TextTable t = table("h:float16", row(1.5), row(-0.0), row(Double.NaN), row((Object) null));
    assertThat(of(call("abs", col("h")), t)).isEqualTo(list(1.5, 0.0, Double.NaN, null));
    assertThat(of(call("greatest", col("h"), 1), t)).isEqualTo(list(1.5, 1.0, Double.NaN, 1.0));
    assertThat(of(call("null_if", col("h"), 1.5), t)).isEqualTo(list(null, -0.0, Double.NaN, null));
    assertThat(of(coalesce(col("h"), 2), t)).isEqualTo(list(1.5, -0.0, Double.NaN, 2.0));
    assertThat(of(when(col("h").gt(1)).then(col("h")).end(), t))
        .isEqualTo(list(1.5, null, Double.NaN, null));
    assertThat(of(col("h").isIn(1.5, 0), t)).isEqualTo(list(true, true, false, null));
    assertThat(of(col("h").rem(1), t)).isEqualTo(list(0.5, -0.0, Double.NaN, null));
  }

  @Test
  void bytesInEveryLayout() {
    for (String type : List.of("binary", "large_binary", "binary_view", "fixed_binary(3)")) {
      TextTable t = table("b:" + type, row(bytes(1, 2, 3)), row((Object) null));
      assertThat(of(col("b").octetLength(), t)).as(type).isEqualTo(list(3L, null));
      assertThat(of(col("b").isIn(new byte[] {1, 2, 3}, new byte[0]), t))
          .as(type)
          .isEqualTo(list(true, null));
      assertThat(of(call("md5", col("b")), t))
          .as(type)
          .isEqualTo(list("5289df737df57326fcdd22597afb1fac", null));
      assertThat(of(coalesce(col("b"), new byte[] {9}), t))
          .as(type)
          .isEqualTo(list(bytes(1, 2, 3), bytes(9)));
      assertThatThrownBy(() -> of(col("b").upper(), t))
          .as(type)
          .hasMessageContaining("it works on Utf8, LargeUtf8, Utf8View");
    }
  }
}
