package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A constant with its type. The value is {@code null}, {@link Boolean}, {@link Long} (integers and,
 * counted in the unit of the type, times), {@link Float}, {@link Double}, {@link BigDecimal},
 * {@link String}, or binary as a lower-case hexadecimal {@link String}.
 *
 * @param value the value, in the representation above
 * @param type its type
 */
public record Constant(@Nullable Object value, ArrowType type) {

  /** The null of a type. */
  public static Constant nullOf(ArrowType type) {
    return new Constant(null, type);
  }

  /**
   * The constant of a Java value: a boolean, a number, a string, bytes, or one of {@code
   * LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code Instant}, {@code Duration}
   * (microseconds).
   */
  public static Constant of(@Nullable Object value) {
    return switch (value) {
      case null -> nullOf(ArrowType.Null.INSTANCE);
      case Boolean v -> new Constant(v, ArrowType.Bool.INSTANCE);
      case Byte v -> integer(v, 8);
      case Short v -> integer(v, 16);
      case Integer v -> integer(v, 32);
      case Long v -> integer(v, 64);
      case Float v -> new Constant(v, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case Double v -> new Constant(v, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case BigDecimal v -> decimal(v);
      case CharSequence v -> new Constant(v.toString(), ArrowType.Utf8.INSTANCE);
      case Character v -> new Constant(v.toString(), ArrowType.Utf8.INSTANCE);
      case byte[] v -> new Constant(HexFormat.of().formatHex(v), ArrowType.Binary.INSTANCE);
      case LocalDate v -> new Constant(v.toEpochDay(), new ArrowType.Date(DateUnit.DAY));
      case LocalTime v ->
          new Constant(v.toNanoOfDay() / 1000, new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case LocalDateTime v ->
          new Constant(
              micros(v.toInstant(ZoneOffset.UTC)),
              new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case Instant v ->
          new Constant(micros(v), new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      case Duration v ->
          new Constant(v.toNanos() / 1000, new ArrowType.Duration(TimeUnit.MICROSECOND));
      default -> throw unsupported(value);
    };
  }

  private static Constant integer(Number value, int bits) {
    return new Constant(value.longValue(), new ArrowType.Int(bits, true));
  }

  private static Constant decimal(BigDecimal value) {
    BigDecimal scaled = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(scaled.precision(), scaled.scale());
    return new Constant(scaled, new ArrowType.Decimal(precision, scaled.scale(), 128));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static RuntimeException unsupported(Object value) {
    return Problem.at("lit", ErrorCode.INVALID_ARGUMENT)
        .rule("a literal must be a boolean, number, string, bytes or java.time value")
        .but(value + " is a " + value.getClass().getName())
        .cure("convert it first, or pass a column with col(\"name\")")
        .plan();
  }

  @Override
  public String toString() {
    Object shown = Objects.requireNonNullElse(value, "null");
    return switch (type) {
      case ArrowType.Utf8 t when value != null -> "'" + shown.toString().replace("'", "''") + "'";
      case ArrowType.Binary t when value != null -> "x'" + shown + "'";
      default -> shown.toString();
    };
  }
}
