package io.sabot.expression;

import java.util.Locale;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Functions of dates, times of day and timestamps in the calendar of ISO 8601, also before 1582. A
 * timestamp without a zone is read as it stands; an instant in the zone of its type.
 *
 * <p>Timestamps in seconds reach further than the years Java counts, ±999,999,999: such a value is
 * an error.
 */
public sealed interface TemporalMethods permits Expression {
  /** Year, as Int32; the one before year 1 is 0. Of dates and timestamps. */
  default Expression year() {
    return Expression.function("year", this);
  }

  /** Quarter of the year, 1 to 4. Of dates and timestamps. */
  default Expression quarter() {
    return Expression.function("quarter", this);
  }

  /** Month of the year, 1 to 12. Of dates and timestamps. */
  default Expression month() {
    return Expression.function("month", this);
  }

  /** Day of the month, 1 to 31. Of dates and timestamps. */
  default Expression day() {
    return Expression.function("day", this);
  }

  /** Day of the week, Monday is 1 and Sunday is 7. Of dates and timestamps. */
  default Expression dayOfWeek() {
    return Expression.function("day_of_week", this);
  }

  /** Day of the year, 1 to 366. Of dates and timestamps. */
  default Expression dayOfYear() {
    return Expression.function("day_of_year", this);
  }

  /** Week of the {@link #isoYear}, 1 to 53: the first is the one with its first Thursday. */
  default Expression isoWeek() {
    return Expression.function("iso_week", this);
  }

  /** The year that most days of the week, Monday to Sunday, lie in. Of dates and timestamps. */
  default Expression isoYear() {
    return Expression.function("iso_year", this);
  }

  /** Hour of the day, 0 to 23. Of times of day and timestamps. */
  default Expression hour() {
    return Expression.function("hour", this);
  }

  /** Minute of the hour, 0 to 59. Of times of day and timestamps. */
  default Expression minute() {
    return Expression.function("minute", this);
  }

  /** Whole second of the minute, 0 to 59. Of times of day and timestamps. */
  default Expression second() {
    return Expression.function("second", this);
  }

  /** Whole milliseconds of the minute, its seconds included: 0 to 59,999, as in SQL. */
  default Expression millisecond() {
    return Expression.function("millisecond", this);
  }

  /** Whole microseconds of the minute, its seconds included, as in SQL. */
  default Expression microsecond() {
    return Expression.function("microsecond", this);
  }

  /** Nanoseconds of the minute, its seconds included, as in SQL; as Int64. */
  default Expression nanosecond() {
    return Expression.function("nanosecond", this);
  }

  /**
   * Whole seconds since 1970, as Int64, rounded toward the past; of local time as if it were UTC.
   */
  default Expression epochSecond() {
    return Expression.function("epoch_second", this);
  }

  /** The part of a time by its name. */
  default Expression extract(TimePart part) {
    return Expression.function(part.function().text(), this);
  }

  /**
   * Cut to a unit, in the calendar and on the clock of its zone: weeks to Monday, quarters to their
   * first day. Days of an instant begin where the clock first shows them; hours and smaller units
   * keep its offset where the clock shows the result twice. Times of day take hours and smaller
   * units; what is of no finer unit stays as it is.
   */
  default Expression truncate(CalendarUnit unit) {
    return Expression.function("date_trunc", this, unit.text());
  }

  /**
   * The instant at which a clock in a zone shows this local time (a date: midnight), as {@code
   * java.time} reads it: what a clock shows twice is the earlier instant, and what it skips moves
   * on by the length of the gap.
   */
  default Expression atZone(String zone) {
    return Expression.function("at_zone", this, zone);
  }

  /** The same instant in another zone: parts, truncation and text follow the clock there. */
  default Expression toZone(String zone) {
    return Expression.function("to_zone", this, zone);
  }

  /** What the clock shows at an instant in its zone, as a timestamp without a zone. */
  default Expression toLocal() {
    return Expression.function("to_local", this);
  }

  /**
   * Moved by so many units; a null count gives null. Days and larger units move the date and keep
   * what the clock shows, as {@code java.time} does: months end where they end, and of an instant
   * the clock of its zone is meant. Smaller units move by what passes, of a time of day around
   * midnight, and make the unit of the type finer where they must. Dates take days and larger
   * units, times of day smaller ones. A result that does not fit is an error.
   *
   * <p>Durations are added with {@link Expression#plus}.
   */
  default Expression plus(Object count, CalendarUnit unit) {
    return Expression.function("date_add", this, count, unit.text());
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusYears(Object count) {
    return plus(count, CalendarUnit.YEAR);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusMonths(Object count) {
    return plus(count, CalendarUnit.MONTH);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusWeeks(Object count) {
    return plus(count, CalendarUnit.WEEK);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusDays(Object count) {
    return plus(count, CalendarUnit.DAY);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusHours(Object count) {
    return plus(count, CalendarUnit.HOUR);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusMinutes(Object count) {
    return plus(count, CalendarUnit.MINUTE);
  }

  /** As {@link #plus(Object, CalendarUnit)}. */
  default Expression plusSeconds(Object count) {
    return plus(count, CalendarUnit.SECOND);
  }

  /**
   * Whole units from here to another time, negative where that is earlier, as Int64. Days and
   * larger units count by the calendar and the clock, as {@code java.time} does; smaller ones by
   * what passes.
   */
  default Expression until(Object end, CalendarUnit unit) {
    return Expression.function("until", this, end, unit.text());
  }

  /** The last day of its month, as Date32. Of dates and timestamps. */
  default Expression lastDayOfMonth() {
    return Expression.function("last_day", this);
  }

  /** The day that a calendar shows, as Date32; of an instant in its zone. */
  default Expression date() {
    return ((Expression) this).cast(new ArrowType.Date(DateUnit.DAY));
  }

  /** What the clock shows, as a time of day of the same unit. Of timestamps. */
  default Expression timeOfDay() {
    return Expression.function("time_of_day", this);
  }

  /** The instant so many units after 1970-01-01T00:00Z, in UTC. Of integers. */
  default Expression fromEpoch(TimeUnit unit) {
    return Expression.function("from_epoch", this, unit.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Text in a pattern of {@link java.time.format.DateTimeFormatter}, which is a literal; names are
   * those of {@code Locale.ROOT}. Of an instant the clock of its zone is shown. A pattern that asks
   * for what the time does not have is refused in the plan. {@code y} counts years as {@link #year}
   * does, unless the pattern has an era.
   */
  default Expression formatTime(String pattern) {
    return Expression.function("format_time", this, pattern);
  }

  /**
   * The Date32 that a text stands for in a pattern of {@link java.time.format.DateTimeFormatter}.
   * Text is taken as it stands, blanks included; a day that does not exist does not read. A text
   * that does not read is an error, see {@link #tryParseDate}.
   */
  default Expression parseDate(String pattern) {
    return Expression.function("parse_date", this, pattern);
  }

  /** As {@link #parseDate}, but null where a text does not read. */
  default Expression tryParseDate(String pattern) {
    return Expression.function("try_parse_date", this, pattern);
  }

  /** As {@link #parseDate}, of a time of day in microseconds. */
  default Expression parseTime(String pattern) {
    return Expression.function("parse_time", this, pattern);
  }

  /** As {@link #parseTime}, but null where a text does not read. */
  default Expression tryParseTime(String pattern) {
    return Expression.function("try_parse_time", this, pattern);
  }

  /**
   * As {@link #parseDate}, of a timestamp without a zone in microseconds; finer digits are cut, and
   * a date alone is its midnight.
   */
  default Expression parseTimestamp(String pattern) {
    return Expression.function("parse_timestamp", this, pattern);
  }

  /** As {@link #parseTimestamp}, but null where a text does not read. */
  default Expression tryParseTimestamp(String pattern) {
    return Expression.function("try_parse_timestamp", this, pattern);
  }

  /**
   * As {@link #parseTimestamp}, of an instant: the one that the offset or zone in the text says or,
   * where the pattern has none, what a clock in the zone shows, as {@link #atZone}.
   */
  default Expression parseTimestamp(String pattern, String zone) {
    return Expression.function("parse_timestamp", this, pattern, zone);
  }

  /** As {@link #parseTimestamp(String, String)}, but null where a text does not read. */
  default Expression tryParseTimestamp(String pattern, String zone) {
    return Expression.function("try_parse_timestamp", this, pattern, zone);
  }
}
