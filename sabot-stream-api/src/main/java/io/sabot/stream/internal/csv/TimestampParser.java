package io.sabot.stream.internal.csv;

import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Timestamps: a date, then {@code T} or a space and a time. A type with a zone wants {@code Z} or
 * an offset {@code ±hh[[:]mm]} behind it, a type without one refuses both.
 */
final class TimestampParser extends CsvParser {
  private final TimeParser time;
  private final long perSecond;
  private final boolean zoned;

  TimestampParser(ArrowType.Timestamp type) {
    this.time = new TimeParser(type.getUnit());
    this.perSecond = TimeParser.perSecond(type.getUnit());
    this.zoned = type.getTimezone() != null;
  }

  @Override
  boolean parse(char[] text, int from, int end) {
    long day = DateParser.day(text, from, end);
    int at = from + 10;
    if (day == DateParser.NO_DAY || at >= end || (text[at] != 'T' && text[at] != ' ')) {
      return false;
    }
    if (!time.prefix(text, at + 1, end)) {
      return false;
    }
    if (!zoned) {
      return time.next == end && set(day, 0);
    }
    long offset = offset(text, time.next, end);
    return offset != Long.MIN_VALUE && set(day, offset);
  }

  private boolean set(long day, long offsetSeconds) {
    try {
      long seconds = day * 86_400 - offsetSeconds;
      value = Math.addExact(Math.multiplyExact(seconds, perSecond), time.value);
      return true;
    } catch (ArithmeticException beyond) {
      return false;
    }
  }

  /** Seconds east of UTC, or {@link Long#MIN_VALUE}. */
  private static long offset(char[] text, int at, int end) {
    if (end - at == 1 && (text[at] == 'Z' || text[at] == 'z')) {
      return 0;
    }
    if (end - at < 3 || (text[at] != '+' && text[at] != '-')) {
      return Long.MIN_VALUE;
    }
    int minuteAt = at + 3 < end && text[at + 3] == ':' ? at + 4 : at + 3;
    int hours = digits(text, at + 1, 2, end);
    int minutes = at + 3 == end ? 0 : digits(text, minuteAt, 2, end);
    boolean whole = at + 3 == end || minuteAt + 2 == end;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || !whole) {
      return Long.MIN_VALUE;
    }
    long seconds = hours * 3600L + minutes * 60L;
    return text[at] == '-' ? -seconds : seconds;
  }
}
