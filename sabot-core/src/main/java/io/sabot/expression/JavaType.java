package io.sabot.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The types of Java that user functions take and give, and the types of columns they stand for. */
public enum JavaType {
  BOOLEAN(boolean.class, Boolean.class, Types.BOOL),
  BYTE(byte.class, Byte.class, new ArrowType.Int(8, true)),
  SHORT(short.class, Short.class, new ArrowType.Int(16, true)),
  INT(int.class, Integer.class, Types.INT32),
  LONG(long.class, Long.class, Types.INT64),
  FLOAT(float.class, Float.class, Types.FLOAT32),
  DOUBLE(double.class, Double.class, Types.FLOAT64),
  STRING(null, String.class, ArrowType.Utf8.INSTANCE),
  DECIMAL(null, BigDecimal.class, null),
  DATE(null, LocalDate.class, new ArrowType.Date(DateUnit.DAY)),
  LOCAL_DATE_TIME(null, LocalDateTime.class, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
  INSTANT(null, Instant.class, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));

  private final @Nullable Class<?> primitive;
  private final Class<?> boxed;
  private final @Nullable ArrowType type;

  JavaType(@Nullable Class<?> primitive, Class<?> boxed, @Nullable ArrowType type) {
    this.primitive = primitive;
    this.boxed = boxed;
    this.type = type;
  }

  /** The type of a class, primitive or boxed. */
  static Optional<JavaType> of(Class<?> javaClass) {
    return Arrays.stream(values())
        .filter(type -> javaClass == type.primitive || javaClass == type.boxed)
        .findFirst();
  }

  /** All classes, for messages. */
  static String names() {
    return Arrays.stream(values()).map(JavaType::javaName).collect(Collectors.joining(", "));
  }

  /** The class, for messages: the primitive one where there is one. */
  String javaName() {
    return (primitive == null ? boxed : primitive).getSimpleName();
  }

  /** The type of the column that holds its results; null where the function must say it. */
  @Nullable ArrowType columnType() {
    return type;
  }

  /** Whether a column is read as this as it lies. */
  boolean reads(ArrowType column) {
    return switch (this) {
      case STRING -> Types.isText(column);
      case DECIMAL -> column instanceof ArrowType.Decimal t && t.getBitWidth() == 128;
      case LOCAL_DATE_TIME -> column instanceof ArrowType.Timestamp t && t.getTimezone() == null;
      case INSTANT -> column instanceof ArrowType.Timestamp t && t.getTimezone() != null;
      default -> column.equals(type);
    };
  }

  /**
   * The type a column widens to without losing anything, as Java widens; null where it does not.
   */
  @Nullable ArrowType widened(ArrowType column) {
    return switch (this) {
      case SHORT, INT, LONG ->
          column instanceof ArrowType.Int && Types.common(column, whole()).equals(whole())
              ? whole()
              : null;
      case FLOAT -> isNarrow(column, 16, FloatingPointPrecision.HALF) ? Types.FLOAT32 : null;
      case DOUBLE -> isNarrow(column, 32, FloatingPointPrecision.SINGLE) ? Types.FLOAT64 : null;
      case DECIMAL -> column instanceof ArrowType.Int ? Types.asDecimal(column) : null;
      default -> null;
    };
  }

  private ArrowType whole() {
    return java.util.Objects.requireNonNull(type);
  }

  private static boolean isNarrow(ArrowType column, int bits, FloatingPointPrecision precision) {
    return switch (column) {
      case ArrowType.Int t -> t.getBitWidth() <= bits;
      case ArrowType.FloatingPoint t -> t.getPrecision().compareTo(precision) <= 0;
      default -> false;
    };
  }
}
