package io.sabot.operators.internal.expression;

import io.sabot.expression.CalendarUnit;
import io.sabot.expression.TimePart;
import io.sabot.expression.Types;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.Temporal;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The functions of times by java.time, row by row. */
final class TimeReference {
  private TimeReference() {}

  /** What a count stands for. */
  static Temporal temporal(long count, ArrowType type) {
    return switch (type) {
      case ArrowType.Date t ->
          LocalDate.ofEpochDay(
              t.getUnit() == DateUnit.DAY ? count : Math.floorDiv(count, 86_400_000L));
      case ArrowType.Time t ->
          LocalTime.ofNanoOfDay(count * (1_000_000_000 / Types.perSecond(t.getUnit())));
      case ArrowType.Timestamp t when t.getTimezone() != null ->
          instant(count, t).atZone(ZoneId.of(t.getTimezone()));
      case ArrowType.Timestamp t -> LocalDateTime.ofInstant(instant(count, t), ZoneOffset.UTC);
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  private static Instant instant(long count, ArrowType.Timestamp type) {
    long perSecond = Types.perSecond(type.getUnit());
    return Instant.ofEpochSecond(
        Math.floorDiv(count, perSecond),
        Math.floorMod(count, perSecond) * (1_000_000_000 / perSecond));
  }

  static long part(Temporal time, TimePart part) {
    return switch (part) {
      case YEAR -> time.get(ChronoField.YEAR);
      case QUARTER -> time.get(IsoFields.QUARTER_OF_YEAR);
      case MONTH -> time.get(ChronoField.MONTH_OF_YEAR);
      case DAY -> time.get(ChronoField.DAY_OF_MONTH);
      case DAY_OF_WEEK -> DayOfWeek.from(time).getValue();
      case DAY_OF_YEAR -> time.get(ChronoField.DAY_OF_YEAR);
      case ISO_WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case ISO_YEAR -> time.get(IsoFields.WEEK_BASED_YEAR);
      case HOUR -> time.get(ChronoField.HOUR_OF_DAY);
      case MINUTE -> time.get(ChronoField.MINUTE_OF_HOUR);
      case SECOND -> time.get(ChronoField.SECOND_OF_MINUTE);
      case MILLISECOND -> ofMinute(time, 1_000);
      case MICROSECOND -> ofMinute(time, 1_000_000);
      case NANOSECOND -> ofMinute(time, 1_000_000_000);
      case EPOCH_SECOND ->
          time instanceof LocalDateTime local
              ? local.toEpochSecond(ZoneOffset.UTC)
              : time.getLong(ChronoField.INSTANT_SECONDS);
    };
  }

  private static long ofMinute(Temporal time, long perSecond) {
    return time.get(ChronoField.SECOND_OF_MINUTE) * perSecond
        + time.get(ChronoField.NANO_OF_SECOND) / (1_000_000_000 / perSecond);
  }

  /**
   * The count of a time in a type.
   *
   * @throws ArithmeticException where there is none
   */
  static long count(Temporal time, ArrowType type) {
    BigInteger count =
        switch (type) {
          case ArrowType.Date t ->
              BigInteger.valueOf(time.getLong(ChronoField.EPOCH_DAY))
                  .multiply(BigInteger.valueOf(t.getUnit() == DateUnit.DAY ? 1 : 86_400_000));
          case ArrowType.Time t ->
              BigInteger.valueOf(
                  time.getLong(ChronoField.NANO_OF_DAY)
                      / (1_000_000_000 / Types.perSecond(t.getUnit())));
          default -> count(time, Types.perSecond(((ArrowType.Timestamp) type).getUnit()));
        };
    int bits = type instanceof ArrowType.Date t && t.getUnit() == DateUnit.DAY ? 31 : 63;
    if (count.bitLength() > bits) {
      throw new ArithmeticException(count + " does not fit " + type);
    }
    return count.longValue();
  }

  private static BigInteger count(Temporal time, long perSecond) {
    return BigInteger.valueOf(part(time, TimePart.EPOCH_SECOND))
        .multiply(BigInteger.valueOf(perSecond))
        .add(
            BigInteger.valueOf(time.get(ChronoField.NANO_OF_SECOND) / (1_000_000_000 / perSecond)));
  }

  static Temporal truncated(Temporal time, CalendarUnit unit) {
    if (!unit.isOfCalendar()) {
      return switch (time) {
        case LocalTime t -> t.truncatedTo(chrono(unit));
        case LocalDateTime t -> t.truncatedTo(chrono(unit));
        case ZonedDateTime t -> t.truncatedTo(chrono(unit));
        default -> time;
      };
    }
    LocalDate day = LocalDate.from(time);
    LocalDate first =
        switch (unit) {
          case YEAR -> day.withDayOfYear(1);
          case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
          case MONTH -> day.withDayOfMonth(1);
          case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1);
          default -> day;
        };
    return switch (time) {
      case LocalDateTime t -> first.atStartOfDay();
      case ZonedDateTime t -> first.atStartOfDay(t.getZone());
      default -> first;
    };
  }

  static ChronoUnit chrono(CalendarUnit unit) {
    return switch (unit) {
      case HOUR -> ChronoUnit.HOURS;
      case MINUTE -> ChronoUnit.MINUTES;
      case SECOND -> ChronoUnit.SECONDS;
      case MILLISECOND -> ChronoUnit.MILLIS;
      case MICROSECOND -> ChronoUnit.MICROS;
      case NANOSECOND -> ChronoUnit.NANOS;
      case DAY -> ChronoUnit.DAYS;
      case WEEK -> ChronoUnit.WEEKS;
      case MONTH -> ChronoUnit.MONTHS;
      case YEAR -> ChronoUnit.YEARS;
      default -> throw new IllegalArgumentException(unit.toString());
    };
  }

  /** How long the unit of a type is. */
  static long nanoseconds(ArrowType type) {
    return switch (type) {
      case ArrowType.Time t -> 1_000_000_000 / Types.perSecond(t.getUnit());
      case ArrowType.Timestamp t -> 1_000_000_000 / Types.perSecond(t.getUnit());
      default -> 86_400_000_000_000L;
    };
  }

  static Temporal plus(Temporal time, long count, CalendarUnit unit) {
    return unit == CalendarUnit.QUARTER
        ? time.plus(count * 3, ChronoUnit.MONTHS)
        : time.plus(count, chrono(unit));
  }

  static long until(Temporal start, Temporal end, CalendarUnit unit) {
    return unit == CalendarUnit.QUARTER
        ? start.until(end, ChronoUnit.MONTHS) / 3
        : start.until(end, chrono(unit));
  }
}
