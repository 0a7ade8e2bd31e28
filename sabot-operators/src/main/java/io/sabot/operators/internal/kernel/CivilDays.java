package io.sabot.operators.internal.kernel;

/**
 * The calendar of ISO 8601 in arithmetic: days since 1970-01-01 and what they are called. Years
 * begin in March within, so that the leap day is the last one and months follow one formula.
 */
final class CivilDays {
  /** Days of 400 years, after which the calendar repeats. */
  static final int PER_ERA = 146_097;

  /** From 0000-03-01 to 1970-01-01. */
  private static final long TO_EPOCH = 719_468;

  private CivilDays() {}

  /** Year, month and day of the month in one number; read it with the methods below. */
  static long date(long day) {
    long shifted = day + TO_EPOCH;
    long era = Math.floorDiv(shifted, (long) PER_ERA);
    int dayOfEra = (int) (shifted - era * PER_ERA);
    int leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / (PER_ERA - 1);
    int yearOfEra = (dayOfEra - leapDays) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * fromMarch + 2) / 5 + 1;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    return year << 9 | (long) month << 5 | dayOfMonth;
  }

  static long year(long date) {
    return date >> 9;
  }

  static int month(long date) {
    return (int) date >>> 5 & 15;
  }

  static int dayOfMonth(long date) {
    return (int) date & 31;
  }

  /** The day of a date that exists. */
  static long day(long year, int month, int dayOfMonth) {
    long fromMarch = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(fromMarch, 400L);
    int yearOfEra = (int) (fromMarch - era * 400);
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * PER_ERA + dayOfEra - TO_EPOCH;
  }

  static boolean isLeap(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  static int lengthOfMonth(long year, int month) {
    return month == 2 ? (isLeap(year) ? 29 : 28) : 30 + (month + (month >>> 3) & 1);
  }

  /** Monday is 1. */
  static int dayOfWeek(long day) {
    return (int) Math.floorMod(day + 3, 7L) + 1;
  }

  static int dayOfYear(long day) {
    return (int) (day - day(year(date(day)), 1, 1)) + 1;
  }

  /** The Thursday of its week, which decides to which year the week belongs. */
  private static long thursday(long day) {
    return day + 4 - dayOfWeek(day);
  }

  static long isoYear(long day) {
    return year(date(thursday(day)));
  }

  static int isoWeek(long day) {
    return (dayOfYear(thursday(day)) - 1) / 7 + 1;
  }
}
