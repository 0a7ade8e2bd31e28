package io.sabot.operators.internal.expression;

import io.sabot.expression.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Counts of time and their text. */
final class TimeUnits {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long NANOS = 1_000_000_000;

  private static final DateTimeFormatter CLOCK =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(CLOCK)
          .toFormatter(java.util.Locale.ROOT);

  private TimeUnits() {}

  static long perDay(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? 1 : SECONDS_PER_DAY * 1000;
      case ArrowType.Timestamp t -> SECONDS_PER_DAY * Types.perSecond(t.getUnit());
      case ArrowType.Time t -> SECONDS_PER_DAY * Types.perSecond(t.getUnit());
      case ArrowType.Duration t -> SECONDS_PER_DAY * Types.perSecond(t.getUnit());
      default -> throw new IllegalArgumentException(Types.name(type));
    };
  }

  /** Whether values are instants, which have a local time only in the zone of the type. */
  static boolean isInstant(ArrowType type) {
    return type instanceof ArrowType.Timestamp t && t.getTimezone() != null;
  }

  /** The zone of a type of instants. */
  static ZoneId zone(ArrowType type) {
    return ZoneId.of(((ArrowType.Timestamp) type).getTimezone());
  }

  /**
   * The text of a count.
   *
   * @throws java.time.DateTimeException where it is past the years Java counts; only of seconds
   */
  static String text(long count, ArrowType type) {
    long perDay = perDay(type);
    if (type instanceof ArrowType.Date) {
      return LocalDate.ofEpochDay(Math.floorDiv(count, perDay)).toString();
    }
    long perSecond = perDay / SECONDS_PER_DAY;
    long seconds = Math.floorDiv(count, perSecond);
    long nanos = Math.floorMod(count, perSecond) * (NANOS / perSecond);
    if (type instanceof ArrowType.Time) {
      return CLOCK.format(
          LocalTime.ofNanoOfDay(Math.floorMod(seconds, SECONDS_PER_DAY) * NANOS + nanos));
    }
    if (type instanceof ArrowType.Duration) {
      return java.time.Duration.ofSeconds(seconds, nanos).toString();
    }
    if (!isInstant(type)) {
      return LOCAL.format(LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC));
    }
    ZoneOffset offset = zone(type).getRules().getOffset(Instant.ofEpochSecond(seconds));
    return LOCAL.format(LocalDateTime.ofEpochSecond(seconds, (int) nanos, offset)) + offset;
  }

  /**
   * The count a text stands for.
   *
   * @throws DateTimeParseException where it is not of the type's form
   * @throws ArithmeticException where the count does not fit
   */
  static long parse(String text, ArrowType type) {
    long perDay = perDay(type);
    if (type instanceof ArrowType.Date) {
      return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), perDay);
    }
    long perSecond = perDay / SECONDS_PER_DAY;
    if (type instanceof ArrowType.Time) {
      return LocalTime.parse(text).toNanoOfDay() / (NANOS / perSecond);
    }
    String iso =
        text.length() > 10 && text.charAt(10) == ' '
            ? text.substring(0, 10) + "T" + text.substring(11)
            : text;
    Instant instant =
        isInstant(type) ? instant(iso, zone(type)) : local(iso).toInstant(ZoneOffset.UTC);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), perSecond),
        instant.getNano() / (NANOS / perSecond));
  }

  private static LocalDateTime local(String iso) {
    return iso.length() == 10 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
  }

  /** With an offset it is that instant; without one it is read in the zone of the type. */
  private static Instant instant(String iso, ZoneId zone) {
    try {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(iso, Instant::from);
    } catch (DateTimeParseException withoutOffset) {
      return local(iso).atZone(zone).toInstant();
    }
  }
}
