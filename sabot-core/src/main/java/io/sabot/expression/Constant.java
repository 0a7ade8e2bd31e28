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
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
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
   * LocalDate}, {@code LocalTime}, {@code LocalDateTime}, {@code Instant}, {@code Duration} (in
   * microseconds, or in nanoseconds where they have them).
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
          counted(v, v.toSecondOfDay(), v.getNano(), u -> new ArrowType.Time(u, 64));
      case LocalDateTime v ->
          counted(
              v,
              v.toEpochSecond(ZoneOffset.UTC),
              v.getNano(),
              unit -> new ArrowType.Timestamp(unit, null));
      case Instant v ->
          counted(v, v.getEpochSecond(), v.getNano(), unit -> new ArrowType.Timestamp(unit, "UTC"));
      case Duration v -> counted(v, v.getSeconds(), v.getNano(), ArrowType.Duration::new);
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

  /** In microseconds, or in nanoseconds where it has them. */
  private static Constant counted(
      Object value, long seconds, int nanoseconds, Function<TimeUnit, ArrowType> type) {
    TimeUnit unit = nanoseconds % 1_000 == 0 ? TimeUnit.MICROSECOND : TimeUnit.NANOSECOND;
    long perSecond = Types.perSecond(unit);
    try {
      long count =
          Math.addExact(
              Math.multiplyExact(seconds, perSecond), nanoseconds / (1_000_000_000 / perSecond));
      return new Constant(count, type.apply(unit));
    } catch (ArithmeticException overflow) {
      throw Problem.at("lit", ErrorCode.INVALID_ARGUMENT)
          .rule("a literal time must fit 64 bits of " + unit.name().toLowerCase(Locale.ROOT) + "s")
          .but(value + " does not")
          .cause(overflow)
          .cure("take a nearer one, or cast a number of seconds to the type")
          .plan();
    }
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
