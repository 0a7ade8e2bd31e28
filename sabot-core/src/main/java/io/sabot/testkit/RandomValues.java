package io.sabot.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Random values of one field. A column has a share of nulls and of repeated values of its own. */
final class RandomValues {
  private static final double[] FLOATS = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0, -1.5
  };
  private static final String[] STRINGS = {
    "", "a", "b", "Größe", "日本語", "🙂", "exactly 12 b", "longer than twelve bytes", " ", "\u0000"
  };

  private final Field field;
  private final SplittableRandom random;
  private final double nulls;
  private final double repeats;
  private final List<RandomValues> children = new ArrayList<>();
  private final List<Object> seen = new ArrayList<>();

  RandomValues(Field field, SplittableRandom random) {
    this.field = field;
    this.random = random;
    this.nulls = field.isNullable() && !noNullsOfItsOwn(field) ? random.nextInt(3) * 0.2 : 0;
    this.repeats = random.nextInt(3) * 0.45;
    field.getChildren().forEach(child -> children.add(new RandomValues(child, random.split())));
  }

  private static boolean noNullsOfItsOwn(Field field) {
    return field.getType() instanceof ArrowType.Union
        || field.getType() instanceof ArrowType.RunEndEncoded;
  }

  @Nullable Object next() {
    if (field.getType() instanceof ArrowType.Null || random.nextDouble() < nulls) {
      return null;
    }
    if (!seen.isEmpty() && random.nextDouble() < repeats) {
      return seen.get(random.nextInt(seen.size()));
    }
    Object value = value(field.getType());
    if (value != null && seen.size() < 16) {
      seen.add(value);
    }
    return value;
  }

  private @Nullable Object value(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> random.nextBoolean();
      case ArrowType.Int t -> integer(t);
      case ArrowType.FloatingPoint t -> floating();
      case ArrowType.Decimal t -> decimal(t);
      case ArrowType.Utf8 t -> string();
      case ArrowType.LargeUtf8 t -> string();
      case ArrowType.Utf8View t -> string();
      case ArrowType.Binary t -> bytes(random.nextInt(20));
      case ArrowType.LargeBinary t -> bytes(random.nextInt(20));
      case ArrowType.BinaryView t -> bytes(random.nextInt(20));
      case ArrowType.FixedSizeBinary t -> bytes(t.getByteWidth());
      case ArrowType.Date t -> LocalDate.ofEpochDay(random.nextInt(-100_000, 100_000));
      case ArrowType.Time t -> time(t.getUnit());
      case ArrowType.Timestamp t -> timestamp(t);
      case ArrowType.Duration t -> Duration.ofSeconds(random.nextLong(-1L << 32, 1L << 32));
      case ArrowType.Interval t -> interval(t.getUnit());
      case ArrowType.FixedSizeList t -> list(t.getListSize());
      case ArrowType.Struct t -> struct();
      case ArrowType.Union t -> {
        int member = random.nextInt(children.size());
        yield new Member(field.getChildren().get(member).getName(), children.get(member).next());
      }
      case ArrowType.RunEndEncoded t -> children.get(1).next();
      default -> list(random.nextInt(5));
    };
  }

  private Object integer(ArrowType.Int type) {
    int bits = type.getBitWidth();
    long raw =
        switch (random.nextInt(4)) {
          case 0 -> random.nextLong();
          case 1 -> random.nextInt(-4, 5);
          case 2 -> Long.MIN_VALUE;
          default -> Long.MAX_VALUE;
        };
    if (type.getIsSigned()) {
      return raw >> (64 - bits);
    }
    return bits < 64 ? (Object) (raw >>> (64 - bits)) : new BigInteger(Long.toUnsignedString(raw));
  }

  private double floating() {
    return switch (random.nextInt(3)) {
      case 0 -> FLOATS[random.nextInt(FLOATS.length)];
      case 1 -> random.nextInt(-1000, 1000) / 8.0;
      default -> random.nextDouble(-1e6, 1e6);
    };
  }

  private BigDecimal decimal(ArrowType.Decimal type) {
    int digits = 1 + random.nextInt(type.getPrecision());
    StringBuilder unscaled = new StringBuilder(random.nextBoolean() ? "-" : "");
    for (int i = 0; i < digits; i++) {
      unscaled.append(random.nextInt(10));
    }
    return new BigDecimal(new BigInteger(unscaled.toString()), type.getScale());
  }

  private String string() {
    String start = STRINGS[random.nextInt(STRINGS.length)];
    return random.nextBoolean() ? start : start + random.nextInt(1000);
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> 1_000_000_000;
    };
  }

  private LocalTime time(TimeUnit unit) {
    long units = perSecond(unit);
    return LocalTime.ofNanoOfDay(random.nextLong(86_400 * units) * (1_000_000_000 / units));
  }

  private Object timestamp(ArrowType.Timestamp type) {
    long units = perSecond(type.getUnit());
    long seconds = random.nextLong(-1L << 32, 1L << 32);
    Instant instant =
        Instant.ofEpochSecond(seconds, random.nextLong(units) * (1_000_000_000 / units));
    return type.getTimezone() == null
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : (Object) instant;
  }

  private Object interval(IntervalUnit unit) {
    int number = random.nextInt(-1000, 1000);
    return switch (unit) {
      case YEAR_MONTH -> Period.ofMonths(number);
      case DAY_TIME ->
          new PeriodDuration(Period.ofDays(number), Duration.ofMillis(random.nextInt(100_000)));
      case MONTH_DAY_NANO ->
          new PeriodDuration(Period.of(0, number, random.nextInt(99)), Duration.ofNanos(number));
    };
  }

  private List<@Nullable Object> list(int size) {
    List<@Nullable Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(children.getFirst().next());
    }
    return list;
  }

  private Map<String, @Nullable Object> struct() {
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    for (int i = 0; i < children.size(); i++) {
      struct.put(field.getChildren().get(i).getName(), children.get(i).next());
    }
    return struct;
  }
}
