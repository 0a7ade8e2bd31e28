package io.sabot.stream.internal.csv;

import org.apache.arrow.vector.types.TimeUnit;

/** Times {@code hh:mm[:ss[.fraction]]} in a unit; digits finer than the unit must be 0. */
final class TimeParser extends CsvParser {
  private final long perSecond;

  /** The first character behind the last time that fitted. */
  int next;

  TimeParser(TimeUnit unit) {
    this.perSecond = perSecond(unit);
  }

  static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> 1_000_000_000;
    };
  }

  @Override
  boolean parse(char[] text, int from, int end) {
    return prefix(text, from, end) && next == end;
  }

  /** Parses a time that more may follow. */
  boolean prefix(char[] text, int from, int end) {
    int hour = digits(text, from, 2, end);
    int minute = colon(text, from + 2, end) ? digits(text, from + 3, 2, end) : -1;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return false;
    }
    next = from + 5;
    value = (hour * 3600L + minute * 60L) * perSecond;
    if (!colon(text, next, end)) {
      return true;
    }
    int second = digits(text, next + 1, 2, end);
    value += second * perSecond;
    next += 3;
    return second >= 0 && second <= 59 && fraction(text, end);
  }

  private static boolean colon(char[] text, int at, int end) {
    return at < end && text[at] == ':';
  }

  private boolean fraction(char[] text, int end) {
    if (next == end || (text[next] != '.' && text[next] != ',')) {
      return true;
    }
    int first = ++next;
    long scale = perSecond;
    for (; next < end && text[next] >= '0' && text[next] <= '9'; next++) {
      int digit = text[next] - '0';
      if (scale == 1 && digit > 0) {
        return false;
      }
      scale = Math.max(1, scale / 10);
      value += digit * scale;
    }
    return next > first;
  }
}
