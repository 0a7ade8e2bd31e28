package io.sabot.stream.internal.csv;

/**
 * Turns characters into a value of at most 64 bits, in place: no string is made. One parser belongs
 * to one column of one reader.
 */
abstract class CsvParser {
  /** The value of the last text that fitted, as it lies in the column. */
  long value;

  /**
   * Parses {@code text[from, end)}; false where it does not fit the type, {@link #value} undefined.
   */
  abstract boolean parse(char[] text, int from, int end);

  /** The number of {@code digits} decimal digits from {@code at}, or -1 where one is no digit. */
  static int digits(char[] text, int at, int digits, int end) {
    if (at + digits > end) {
      return -1;
    }
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Whether {@code text[from, end)} is a word, whatever its case. */
  static boolean is(String word, char[] text, int from, int end) {
    if (end - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char lower = text[from + i] < 128 ? Character.toLowerCase(text[from + i]) : text[from + i];
      if (lower != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
