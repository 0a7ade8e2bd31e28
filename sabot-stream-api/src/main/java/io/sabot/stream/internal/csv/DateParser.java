package io.sabot.stream.internal.csv;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates {@code yyyy-mm-dd}, as days since 1970-01-01 times a factor. */
final class DateParser extends CsvParser {
  /** No date is this many days away. */
  static final long NO_DAY = Long.MIN_VALUE;

  private static final int LENGTH = 10;
  private final long perDay;

  /** Values are days times {@code perDay}. */
  DateParser(long perDay) {
    this.perDay = perDay;
  }

  @Override
  boolean parse(char[] text, int from, int end) {
    long day = end - from == LENGTH ? day(text, from, end) : NO_DAY;
    value = day * perDay;
    return day != NO_DAY;
  }

  /** Days since 1970-01-01 of the ten characters from {@code from}, or {@link #NO_DAY}. */
  static long day(char[] text, int from, int end) {
    if (from + LENGTH > end || text[from + 4] != '-' || text[from + 7] != '-') {
      return NO_DAY;
    }
    int year = digits(text, from, 4, end);
    int month = digits(text, from + 5, 2, end);
    int day = digits(text, from + 8, 2, end);
    if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
      return NO_DAY;
    }
    try {
      return LocalDate.of(year, month, day).toEpochDay();
    } catch (DateTimeException noSuchDay) {
      return NO_DAY;
    }
  }
}
