package io.sabot.expression;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConstantTest {
  private static void holds(Object javaValue, Object value, String type) {
    Constant constant = Constant.of(javaValue);
    assertThat(constant.value()).isEqualTo(value);
    assertThat(Types.name(constant.type())).isEqualTo(type);
  }

  @Test
  void takesWhatJavaHasForEachType() {
    holds(true, true, "Boolean");
    holds((byte) 1, 1L, "Int8");
    holds((short) 1, 1L, "Int16");
    holds(1, 1L, "Int32");
    holds(1L, 1L, "Int64");
    holds(1.5f, 1.5f, "Float32");
    holds(1.5, 1.5, "Float64");
    holds(new BigDecimal("-1.50"), new BigDecimal("-1.50"), "Decimal128(3, 2)");
    holds(new BigDecimal("0.001"), new BigDecimal("0.001"), "Decimal128(3, 3)");
    holds(new BigDecimal("1e3"), new BigDecimal("1000"), "Decimal128(4, 0)");
    holds("a", "a", "Utf8");
    holds('a', "a", "Utf8");
    holds(new byte[] {1, -1}, "01ff", "Binary");
    holds(LocalDate.of(1970, 1, 3), 2L, "Date32");
    holds(LocalTime.of(0, 0, 1), 1_000_000L, "Time(MICROSECOND, 64)");
    holds(LocalDateTime.of(1970, 1, 1, 0, 0, 1), 1_000_000L, "Timestamp(MICROSECOND)");
    holds(Instant.ofEpochSecond(-1), -1_000_000L, "Timestamp(MICROSECOND, UTC)");
    holds(Duration.ofMillis(2), 2_000L, "Duration(MICROSECOND)");
    holds(LocalTime.of(0, 0, 1, 5), 1_000_000_005L, "Time(NANOSECOND, 64)");
    holds(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1), -999_999_999L, "Timestamp(NANOSECOND)");
    holds(Instant.ofEpochSecond(1, 1), 1_000_000_001L, "Timestamp(NANOSECOND, UTC)");
    holds(Duration.ofNanos(-1), -1L, "Duration(NANOSECOND)");
    holds(null, null, "Null");
  }

  @Test
  void refusesOtherValuesWithTheCure() {
    assertThatThrownBy(() -> Constant.of(new StringBuilder[0]))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("a literal must be a boolean, number, string, bytes or java.time")
        .hasMessageContaining("convert it first, or pass a column with col(\"name\")");
  }

  @Test
  void timesThatCannotBeCountedAreRefused() {
    assertThatThrownBy(() -> Constant.of(Instant.MAX))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("a literal time must fit 64 bits of nanoseconds")
        .hasMessageContaining("take a nearer one, or cast a number of seconds to the type");
  }

  @Test
  void printsAsSqlWould() {
    assertThat(Constant.of("it's")).hasToString("'it''s'");
    assertThat(Constant.of(new byte[] {10})).hasToString("x'0a'");
    assertThat(Constant.of(null)).hasToString("null");
    assertThat(Constant.of(5)).hasToString("5");
  }

  @Test
  void expressionsPrintAsInfix() {
    assertThat(col("a").plus(1).gt(col("b").times(2))).hasToString("(a + 1) > (b * 2)");
    assertThat(col("a").gt(1).and(col("b").isNull())).hasToString("(a > 1) and (b is null)");
    assertThat(col("a").isIn(1, 2)).hasToString("a in (1, 2)");
    assertThat(col("a").between(1, 2)).hasToString("a between 1 and 2");
    assertThat(col("a").gt(1).not()).hasToString("not (a > 1)");
    assertThat(lit("x")).hasToString("'x'");
  }

  @Test
  @Timeout(10)
  void deepExpressionsPrintInTimeThatGrowsWithTheirLength() {
    Expression sum = col("a");
    for (int i = 0; i < 300; i++) {
      sum = sum.plus(1);
    }
    assertThat(sum.toString()).endsWith("+ 1) + 1").startsWith("((((");
  }
}
