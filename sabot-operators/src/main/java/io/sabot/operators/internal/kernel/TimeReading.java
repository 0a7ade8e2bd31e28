package io.sabot.operators.internal.kernel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** Reads times in a pattern, one text after the other. Not thread-safe. */
public final class TimeReading {
  /** What no text stands for. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long NANOS_PER_DAY = 86_400_000_000_000L;

  /** What is read. */
  public enum Target {
    /** Days. */
    DATE,
    /** Microseconds of the day. */
    CLOCK,
    /** Microseconds since the epoch. */
    TIMESTAMP
  }

  private final DateTimeFormatter formatter;
  private final @Nullable DigitPattern digits;
  private final Target target;
  private final @Nullable ZoneCursor zone;
  private final long[] fields = DigitPattern.fields();

  /**
   * A reader.
   *
   * @param digits the pattern where it is made of numbers only, or null
   * @param zone in which texts without an offset are read, or null for local time
   */
  public TimeReading(
      DateTimeFormatter formatter,
      @Nullable DigitPattern digits,
      Target target,
      @Nullable ZoneTable zone) {
    this.formatter = formatter;
    this.digits =
        digits != null && digits.has(target == Target.CLOCK ? "H" : "uMd") ? digits : null;
    this.target = target;
    this.zone = zone == null ? null : new ZoneCursor(zone);
  }

  /** The count that a text stands for, or {@link #NONE}. */
  public long read(ByteRows text, int row) {
    text.at(row);
    if (digits != null && digits.read(text.data(), text.start(), text.length(), fields)) {
      long day = target == Target.CLOCK ? 0 : DigitPattern.day(fields);
      long nanosecond = DigitPattern.nanosecond(fields);
      return day == NONE || nanosecond == NONE ? NONE : count(day, nanosecond);
    }
    return slow(new String(text.bytes(row), StandardCharsets.UTF_8));
  }

  private long slow(String text) {
    try {
      TemporalAccessor read = formatter.parse(text);
      LocalDate day = read.query(TemporalQueries.localDate());
      LocalTime clock = read.query(TemporalQueries.localTime());
      if (target == Target.CLOCK ? clock == null : day == null) {
        return NONE;
      }
      if (zone != null && read.isSupported(ChronoField.INSTANT_SECONDS)) {
        return micros(
            read.getLong(ChronoField.INSTANT_SECONDS), read.get(ChronoField.NANO_OF_SECOND));
      }
      long nanosecond = clock == null ? 0 : clock.toNanoOfDay();
      return count(day == null ? 0 : day.toEpochDay(), nanosecond);
    } catch (DateTimeException | ArithmeticException unreadable) {
      return NONE;
    }
  }

  private long count(long day, long nanosecond) {
    return switch (target) {
      case DATE -> day == (int) day ? day : NONE;
      case CLOCK -> nanosecond / 1_000;
      case TIMESTAMP -> {
        long second = day * (NANOS_PER_DAY / 1_000_000_000) + nanosecond / 1_000_000_000;
        long instant = zone == null ? second : zone.instant(second, Integer.MIN_VALUE);
        yield micros(instant, (int) (nanosecond % 1_000_000_000));
      }
    };
  }

  private static long micros(long second, int nanosecond) {
    long whole = second * 1_000_000;
    boolean fits =
        Math.multiplyHigh(second, 1_000_000) == whole >> 63 && whole < Long.MAX_VALUE - 1_000_000;
    return fits ? whole + nanosecond / 1_000 : NONE;
  }
}
