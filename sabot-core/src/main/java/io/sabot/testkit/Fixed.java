package io.sabot.testkit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Writes and reads values of fixed width, in the forms of {@link Values}. */
final class Fixed {
  private static final long MILLIS_OF_DAY = 86_400_000;

  private Fixed() {}

  static void write(ArrowType type, ArrowBuf to, long at, Object value) {
    switch (type) {
      case ArrowType.Int t -> number(to, at, t.getBitWidth() / 8, ((Number) value).longValue());
      case ArrowType.FloatingPoint t -> floating(t, to, at, (Double) value);
      case ArrowType.Decimal t ->
          decimal(to, at, t.getBitWidth() / 8, ((BigDecimal) value).unscaledValue());
      case ArrowType.Date t -> {
        long day = ((LocalDate) value).toEpochDay();
        if (t.getUnit() == DateUnit.DAY) {
          to.setInt(at, Math.toIntExact(day));
        } else {
          to.setLong(at, day * MILLIS_OF_DAY);
        }
      }
      case ArrowType.Time t -> number(to, at, t.getBitWidth() / 8, units(t.getUnit(), value));
      case ArrowType.Timestamp t when value instanceof Long raw -> to.setLong(at, raw);
      case ArrowType.Timestamp t -> to.setLong(at, units(instant(value), t.getUnit()));
      case ArrowType.Duration t -> {
        Duration duration = (Duration) value;
        to.setLong(at, units(Instant.EPOCH.plus(duration), t.getUnit()));
      }
      case ArrowType.Interval t -> interval(t, to, at, value);
      case ArrowType.FixedSizeBinary t -> bytes(t, to, at, (ByteBuffer) value);
      default -> throw new IllegalArgumentException("not of fixed width: " + type);
    }
  }

  static Object read(ArrowType type, ArrowBuf from, long at) {
    return switch (type) {
      case ArrowType.Int t -> integer(t, number(from, at, t.getBitWidth() / 8));
      case ArrowType.FloatingPoint t -> Values.floating(t, floating(t, from, at));
      case ArrowType.Decimal t ->
          new BigDecimal(decimal(from, at, t.getBitWidth() / 8), t.getScale());
      case ArrowType.Date t ->
          t.getUnit() == DateUnit.DAY
              ? LocalDate.ofEpochDay(from.getInt(at))
              : LocalDate.ofEpochDay(Math.floorDiv(from.getLong(at), MILLIS_OF_DAY));
      case ArrowType.Time t -> time(t, number(from, at, t.getBitWidth() / 8));
      case ArrowType.Timestamp t -> timestamp(t, from.getLong(at));
      case ArrowType.Duration t -> duration(from.getLong(at), t.getUnit());
      case ArrowType.Interval t -> interval(t, from, at);
      case ArrowType.FixedSizeBinary t -> {
        byte[] bytes = new byte[t.getByteWidth()];
        from.getBytes(at, bytes);
        yield ByteBuffer.wrap(bytes);
      }
      default -> throw new IllegalArgumentException("not of fixed width: " + type);
    };
  }

  private static void number(ArrowBuf to, long at, int width, long value) {
    switch (width) {
      case 1 -> to.setByte(at, (byte) value);
      case 2 -> to.setShort(at, (short) value);
      case 4 -> to.setInt(at, (int) value);
      default -> to.setLong(at, value);
    }
  }

  private static long number(ArrowBuf from, long at, int width) {
    return switch (width) {
      case 1 -> from.getByte(at);
      case 2 -> from.getShort(at);
      case 4 -> from.getInt(at);
      default -> from.getLong(at);
    };
  }

  private static Object integer(ArrowType.Int type, long value) {
    int bits = type.getBitWidth();
    if (type.getIsSigned()) {
      return value;
    }
    if (bits < 64) {
      return value & (1L << bits) - 1;
    }
    return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
  }

  private static void floating(ArrowType.FloatingPoint type, ArrowBuf to, long at, double value) {
    switch (type.getPrecision()) {
      case HALF -> to.setShort(at, Float.floatToFloat16((float) value));
      case SINGLE -> to.setFloat(at, (float) value);
      case DOUBLE -> to.setDouble(at, value);
    }
  }

  private static double floating(ArrowType.FloatingPoint type, ArrowBuf from, long at) {
    return switch (type.getPrecision()) {
      case HALF -> Float.float16ToFloat(from.getShort(at));
      case SINGLE -> from.getFloat(at);
      case DOUBLE -> from.getDouble(at);
    };
  }

  private static void decimal(ArrowBuf to, long at, int width, BigInteger unscaled) {
    byte[] bigEndian = unscaled.toByteArray();
    byte sign = (byte) (unscaled.signum() < 0 ? -1 : 0);
    for (int i = 0; i < width; i++) {
      int from = bigEndian.length - 1 - i;
      to.setByte(at + i, from < 0 ? sign : bigEndian[from]);
    }
  }

  private static BigInteger decimal(ArrowBuf from, long at, int width) {
    byte[] bigEndian = new byte[width];
    for (int i = 0; i < width; i++) {
      bigEndian[width - 1 - i] = from.getByte(at + i);
    }
    return new BigInteger(bigEndian);
  }

  private static void bytes(
      ArrowType.FixedSizeBinary type, ArrowBuf to, long at, ByteBuffer value) {
    if (value.remaining() != type.getByteWidth()) {
      throw new IllegalArgumentException("%s cannot hold %s".formatted(type, Values.text(value)));
    }
    to.setBytes(at, value.duplicate());
  }

  private static void interval(ArrowType.Interval type, ArrowBuf to, long at, Object value) {
    switch (type.getUnit()) {
      case YEAR_MONTH -> to.setInt(at, Math.toIntExact(((Period) value).toTotalMonths()));
      case DAY_TIME -> {
        PeriodDuration both = (PeriodDuration) value;
        to.setInt(at, both.getPeriod().getDays());
        to.setInt(at + 4, Math.toIntExact(both.getDuration().toMillis()));
      }
      case MONTH_DAY_NANO -> {
        PeriodDuration both = (PeriodDuration) value;
        to.setInt(at, Math.toIntExact(both.getPeriod().toTotalMonths()));
        to.setInt(at + 4, both.getPeriod().getDays());
        to.setLong(at + 8, both.getDuration().toNanos());
      }
    }
  }

  private static Object interval(ArrowType.Interval type, ArrowBuf from, long at) {
    return switch (type.getUnit()) {
      case YEAR_MONTH -> Period.ofMonths(from.getInt(at));
      case DAY_TIME ->
          new PeriodDuration(
              Period.ofDays(from.getInt(at)), Duration.ofMillis(from.getInt(at + 4)));
      case MONTH_DAY_NANO ->
          new PeriodDuration(
              Period.of(0, from.getInt(at), from.getInt(at + 4)),
              Duration.ofNanos(from.getLong(at + 8)));
    };
  }

  static Object time(ArrowType.Time type, long value) {
    try {
      return LocalTime.ofNanoOfDay(Math.multiplyExact(value, nanos(type.getUnit())));
    } catch (DateTimeException | ArithmeticException outside) {
      return value;
    }
  }

  private static long units(TimeUnit unit, Object time) {
    return time instanceof LocalTime local ? local.toNanoOfDay() / nanos(unit) : (Long) time;
  }

  private static Instant instant(Object value) {
    return value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
  }

  static Object timestamp(ArrowType.Timestamp type, long value) {
    try {
      Instant instant = Instant.EPOCH.plus(duration(value, type.getUnit()));
      return type.getTimezone() == null
          ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
          : instant;
    } catch (DateTimeException | ArithmeticException outside) {
      return value;
    }
  }

  static Duration duration(long value, TimeUnit unit) {
    long perSecond = 1_000_000_000 / nanos(unit);
    return Duration.ofSeconds(
        Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * nanos(unit));
  }

  private static long units(Instant instant, TimeUnit unit) {
    long perSecond = 1_000_000_000 / nanos(unit);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), perSecond), instant.getNano() / nanos(unit));
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1_000_000_000;
      case MILLISECOND -> 1_000_000;
      case MICROSECOND -> 1_000;
      case NANOSECOND -> 1;
    };
  }
}
