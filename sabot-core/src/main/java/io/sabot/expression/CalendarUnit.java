package io.sabot.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units that times are cut to, moved by and measured in. Weeks begin on Monday. */
public enum CalendarUnit {
  YEAR(12, 0, 0),
  QUARTER(3, 0, 0),
  MONTH(1, 0, 0),
  WEEK(0, 7, 0),
  DAY(0, 1, 0),
  HOUR(0, 0, 3_600_000_000_000L),
  MINUTE(0, 0, 60_000_000_000L),
  SECOND(0, 0, 1_000_000_000),
  MILLISECOND(0, 0, 1_000_000),
  MICROSECOND(0, 0, 1_000),
  NANOSECOND(0, 0, 1);

  private final int months;
  private final int days;
  private final long nanoseconds;

  CalendarUnit(int months, int days, long nanoseconds) {
    this.months = months;
    this.days = days;
    this.nanoseconds = nanoseconds;
  }

  /** The name in expressions. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The unit of a name, or null. */
  public static @Nullable CalendarUnit of(String text) {
    for (CalendarUnit unit : values()) {
      if (unit.text().equals(text)) {
        return unit;
      }
    }
    return null;
  }

  /** The names, the largest unit first. */
  static List<String> names() {
    return Arrays.stream(values()).map(CalendarUnit::text).toList();
  }

  /** Whether it counts days or more, whose length depends on the calendar and the zone. */
  public boolean isOfCalendar() {
    return nanoseconds == 0;
  }

  /** How many months it is; 0 where it is not made of months. */
  public int months() {
    return months;
  }

  /** How many days it is; 0 where it is not made of days. */
  public int days() {
    return days;
  }

  /** How long it is, where it is shorter than a day; else 0. */
  public long nanoseconds() {
    return nanoseconds;
  }
}
