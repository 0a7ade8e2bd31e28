package io.sabot.stream.internal.record;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Which Java types can take which Arrow types: the natural one and wider numbers. */
final class Conversions {
  private Conversions() {}

  /** Whether every value of the Arrow type fits the Java type. */
  static boolean fits(Class<?> target, ArrowType type) {
    Class<?> boxed = boxed(target);
    if (boxed == Object.class) {
      return true;
    }
    Class<?> natural = naturalClass(type);
    return boxed.isAssignableFrom(natural) && natural != Object.class
        || widens(natural, boxed)
        || type instanceof ArrowType.Null && !target.isPrimitive();
  }

  /** The Java type to declare for an Arrow type. */
  static String natural(ArrowType type) {
    return naturalClass(type).getSimpleName();
  }

  /** Values of a reader as the target type. */
  static IntFunction<@Nullable Object> to(Class<?> target, IntFunction<@Nullable Object> values) {
    Class<?> boxed = boxed(target);
    if (boxed == Long.class) {
      return row -> values.apply(row) instanceof Number n ? n.longValue() : null;
    }
    if (boxed == Integer.class) {
      return row -> values.apply(row) instanceof Number n ? n.intValue() : null;
    }
    if (boxed == Short.class) {
      return row -> values.apply(row) instanceof Number n ? n.shortValue() : null;
    }
    if (boxed == Double.class) {
      return row -> values.apply(row) instanceof Number n ? n.doubleValue() : null;
    }
    return values;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static boolean widens(Class<?> from, Class<?> to) {
    List<Class<?>> order = List.of(Byte.class, Short.class, Integer.class, Long.class);
    if (order.contains(from) && order.contains(to)) {
      return order.indexOf(from) <= order.indexOf(to);
    }
    return from == Float.class && to == Double.class
        || to == Double.class && order.indexOf(from) >= 0 && from != Long.class;
  }

  private static Class<?> naturalClass(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> Boolean.class;
      case ArrowType.Int t -> integer(t);
      case ArrowType.FloatingPoint t ->
          t.getPrecision() == FloatingPointPrecision.DOUBLE
              ? Double.class
              : t.getPrecision() == FloatingPointPrecision.SINGLE ? Float.class : Short.class;
      case ArrowType.Decimal t -> BigDecimal.class;
      case ArrowType.Utf8 t -> String.class;
      case ArrowType.LargeUtf8 t -> String.class;
      case ArrowType.Utf8View t -> String.class;
      case ArrowType.Binary t -> byte[].class;
      case ArrowType.LargeBinary t -> byte[].class;
      case ArrowType.BinaryView t -> byte[].class;
      case ArrowType.FixedSizeBinary t -> byte[].class;
      case ArrowType.Date t -> LocalDate.class;
      case ArrowType.Time t -> LocalTime.class;
      case ArrowType.Timestamp t -> t.getTimezone() == null ? LocalDateTime.class : Instant.class;
      case ArrowType.Duration t -> Duration.class;
      case ArrowType.Map t -> Map.class;
      case ArrowType.Struct t -> Map.class;
      case ArrowType.List t -> List.class;
      case ArrowType.LargeList t -> List.class;
      case ArrowType.FixedSizeList t -> List.class;
      default -> Object.class;
    };
  }

  private static Class<?> integer(ArrowType.Int type) {
    return switch (type.getBitWidth()) {
      case 8 -> type.getIsSigned() ? Byte.class : Short.class;
      case 16 -> type.getIsSigned() ? Short.class : Integer.class;
      case 32 -> type.getIsSigned() ? Integer.class : Long.class;
      default -> type.getIsSigned() ? Long.class : BigInteger.class;
    };
  }
}
