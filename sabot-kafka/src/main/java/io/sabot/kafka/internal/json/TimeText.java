package io.sabot.kafka.internal.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Dates and times between ISO 8601 text and numbers of a unit. */
interface TimeText {
  long MILLIS_PER_DAY = 86_400_000;
  long NANOS_PER_SECOND = 1_000_000_000;

  /** The number, or null where the text is none or more precise than the unit. */
  @Nullable Long parse(String text);

  /** The text of a number. */
  String print(long value);

  /** Days such as {@code 2026-01-31}. */
  static TimeText ofDates(ArrowType.Date type) {
    long perDay = type.getUnit() == DateUnit.DAY ? 1 : MILLIS_PER_DAY;
    return new TimeText() {
      @Override
      public @Nullable Long parse(String text) {
        return exact(() -> Math.multiplyExact(LocalDate.parse(text).toEpochDay(), perDay));
      }

      @Override
      public String print(long value) {
        return LocalDate.ofEpochDay(Math.floorDiv(value, perDay)).toString();
      }
    };
  }

  /** Times of a day such as {@code 12:30:00.5}. */
  static TimeText ofTimes(ArrowType.Time type) {
    long perSecond = perSecond(type.getUnit());
    return new TimeText() {
      @Override
      public @Nullable Long parse(String text) {
        return exact(() -> {
          LocalTime time = LocalTime.parse(text);
          return units(time.toSecondOfDay(), time.getNano(), perSecond);
        });
      }

      @Override
      public String print(long value) {
        return LocalTime.ofNanoOfDay(value * (NANOS_PER_SECOND / perSecond)).toString();
      }
    };
  }

  /**
   * Instants such as {@code 2026-01-31T12:30:00Z} for a type with a zone, else local times such as
   * {@code 2026-01-31T12:30:00}.
   */
  static TimeText ofTimestamps(ArrowType.Timestamp type) {
    long perSecond = perSecond(type.getUnit());
    boolean zoned = type.getTimezone() != null;
    return new TimeText() {
      @Override
      public @Nullable Long parse(String text) {
        return exact(() -> {
          Instant instant =
              zoned
                  ? OffsetDateTime.parse(text).toInstant()
                  : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
          return units(instant.getEpochSecond(), instant.getNano(), perSecond);
        });
      }

      @Override
      public String print(long value) {
        Instant instant =
            Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond),
                Math.floorMod(value, perSecond) * (NANOS_PER_SECOND / perSecond));
        return zoned
            ? instant.toString()
            : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
      }
    };
  }

  private static long perSecond(org.apache.arrow.vector.types.TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> TimeUnit.SECONDS.toMillis(1);
      case MICROSECOND -> TimeUnit.SECONDS.toMicros(1);
      case NANOSECOND -> NANOS_PER_SECOND;
    };
  }

  private static long units(long seconds, int nanos, long perSecond) {
    long nanosPerUnit = NANOS_PER_SECOND / perSecond;
    if (nanos % nanosPerUnit != 0) {
      throw new ArithmeticException("more precise than the unit");
    }
    return Math.addExact(Math.multiplyExact(seconds, perSecond), nanos / nanosPerUnit);
  }

  private static @Nullable Long exact(java.util.function.LongSupplier parsing) {
    try {
      return parsing.getAsLong();
    } catch (DateTimeException | ArithmeticException misfit) {
      return null;
    }
  }
}
