package io.sabot.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The one Java form each Arrow value has in the kit, so that what a test writes and what a vector
 * holds compare by {@code equals}: Long (BigInteger past its range), Double, BigDecimal of the
 * type's scale, String, ByteBuffer, java.time (Long, in the unit of the type, past its range),
 * List, Map by field name, Member.
 */
final class Values {
  private Values() {}

  /** What a test wrote, in the form of its field. */
  static @Nullable Object canonical(Field field, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return of(field, field.getType(), value);
    } catch (RuntimeException failure) {
      throw new IllegalArgumentException(
          "\"%s\" is %s and cannot hold %s (%s)"
              .formatted(
                  field.getName(), field.getType(), text(value), value.getClass().getSimpleName()),
          failure);
    }
  }

  private static Object of(Field field, ArrowType type, Object value) {
    return switch (type) {
      case ArrowType.Bool t -> (Boolean) value;
      case ArrowType.Int t -> integer(t, value);
      case ArrowType.FloatingPoint t -> floating(t, ((Number) value).doubleValue());
      case ArrowType.Decimal t -> new BigDecimal(value.toString()).setScale(t.getScale());
      case ArrowType.Utf8 t -> ((CharSequence) value).toString();
      case ArrowType.LargeUtf8 t -> ((CharSequence) value).toString();
      case ArrowType.Utf8View t -> ((CharSequence) value).toString();
      case ArrowType.Binary t -> bytes(value);
      case ArrowType.LargeBinary t -> bytes(value);
      case ArrowType.BinaryView t -> bytes(value);
      case ArrowType.FixedSizeBinary t -> bytes(value);
      case ArrowType.Time t when value instanceof Number n -> Fixed.time(t, n.longValue());
      case ArrowType.Timestamp t when value instanceof Number n ->
          Fixed.timestamp(t, n.longValue());
      case ArrowType.Duration t when value instanceof Number n ->
          Fixed.duration(n.longValue(), t.getUnit());
      case ArrowType.Date t -> value instanceof LocalDate ? value : LocalDate.parse(string(value));
      case ArrowType.Time t -> value instanceof LocalTime ? value : LocalTime.parse(string(value));
      case ArrowType.Timestamp t when t.getTimezone() != null ->
          value instanceof Instant ? value : Instant.parse(string(value));
      case ArrowType.Timestamp t ->
          value instanceof LocalDateTime ? value : LocalDateTime.parse(string(value));
      case ArrowType.Duration t ->
          value instanceof Duration ? value : Duration.parse(string(value));
      case ArrowType.Interval t -> interval(t, value);
      case ArrowType.Struct t -> struct(field, value);
      case ArrowType.Map t -> entries(field, value);
      case ArrowType.Union t -> union(field, (Member) value);
      case ArrowType.RunEndEncoded t -> nonNull(canonical(field.getChildren().get(1), value));
      case ArrowType.ExtensionType t -> of(field, t.storageType(), value);
      default -> list(field.getChildren().getFirst(), (List<?>) value);
    };
  }

  private static Object integer(ArrowType.Int type, Object value) {
    BigInteger integer =
        value instanceof Character letter
            ? BigInteger.valueOf(letter)
            : new BigInteger(value.toString());
    int bits = type.getBitWidth();
    boolean fits =
        type.getIsSigned()
            ? integer.bitLength() < bits
            : integer.signum() >= 0 && integer.bitLength() <= bits;
    if (!fits) {
      throw new ArithmeticException(integer + " is out of range");
    }
    return integer.bitLength() < 64 ? (Object) integer.longValue() : integer;
  }

  /** Narrow floats become the double with the same decimal text, so that 0.1f equals 0.1. */
  static Double floating(ArrowType.FloatingPoint type, double value) {
    if (type.getPrecision() == FloatingPointPrecision.DOUBLE) {
      return value;
    }
    float narrow =
        type.getPrecision() == FloatingPointPrecision.SINGLE
            ? (float) value
            : Float.float16ToFloat(Float.floatToFloat16((float) value));
    return Double.parseDouble(Float.toString(narrow));
  }

  private static ByteBuffer bytes(Object value) {
    return switch (value) {
      case ByteBuffer buffer -> buffer.duplicate();
      case byte[] array -> ByteBuffer.wrap(array.clone());
      default -> ByteBuffer.wrap(string(value).getBytes(StandardCharsets.UTF_8));
    };
  }

  private static Object interval(ArrowType.Interval type, Object value) {
    if (type.getUnit() == IntervalUnit.YEAR_MONTH) {
      Period period = value instanceof Period p ? p : Period.parse(string(value));
      return Period.ofMonths(Math.toIntExact(period.toTotalMonths()));
    }
    return switch (value) {
      case PeriodDuration both -> both;
      case Period period -> new PeriodDuration(period, Duration.ZERO);
      case Duration duration -> new PeriodDuration(Period.ZERO, duration);
      default -> new PeriodDuration(Period.ZERO, Duration.parse(string(value)));
    };
  }

  private static List<@Nullable Object> list(Field element, List<?> values) {
    List<@Nullable Object> list = new ArrayList<>(values.size());
    for (Object value : values) {
      list.add(canonical(element, value));
    }
    return list;
  }

  private static Map<String, @Nullable Object> struct(Field field, Object value) {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    List<Field> members = field.getChildren();
    for (int i = 0; i < members.size(); i++) {
      Field member = members.get(i);
      Object given =
          switch (value) {
            case Row row -> row.get(i);
            case List<?> list -> list.get(i);
            default -> ((Map<?, ?>) value).get(member.getName());
          };
      struct.put(member.getName(), canonical(member, given));
    }
    return struct;
  }

  private static List<@Nullable Object> entries(Field field, Object value) {
    Field entry = field.getChildren().getFirst();
    if (!(value instanceof Map<?, ?> map)) {
      return list(entry, (List<?>) value);
    }
    List<@Nullable Object> entries = new ArrayList<>();
    for (Map.Entry<?, ?> pair : map.entrySet()) {
      List<@Nullable Object> keyAndValue = new ArrayList<>();
      keyAndValue.add(pair.getKey());
      keyAndValue.add(pair.getValue());
      entries.add(canonical(entry, keyAndValue));
    }
    return entries;
  }

  private static Member union(Field field, Member member) {
    for (Field child : field.getChildren()) {
      if (child.getName().equals(member.name())) {
        return new Member(member.name(), canonical(child, member.value()));
      }
    }
    throw new IllegalArgumentException("no member " + member.name());
  }

  private static String string(Object value) {
    return ((CharSequence) value).toString();
  }

  private static Object nonNull(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("null");
    }
    return value;
  }

  /** As a message shows it. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case CharSequence string -> "\"" + string + "\"";
      case byte[] array -> "x'" + HexFormat.of().formatHex(array) + "'";
      case ByteBuffer buffer -> {
        byte[] array = new byte[buffer.remaining()];
        buffer.duplicate().get(array);
        yield "x'" + HexFormat.of().formatHex(array) + "'";
      }
      case List<?> list -> {
        List<String> parts = new ArrayList<>();
        list.forEach(element -> parts.add(text(element)));
        yield parts.toString();
      }
      case Map<?, ?> map -> {
        List<String> parts = new ArrayList<>();
        map.forEach((name, member) -> parts.add(name + "=" + text(member)));
        yield "{" + String.join(", ", parts) + "}";
      }
      case Member member -> member.name() + ":" + text(member.value());
      default -> value.toString();
    };
  }
}
