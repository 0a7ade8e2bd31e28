package io.sabot.expression;

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
}
