package io.sabot.kafka.internal.json;

/**
 * Numbers of few digits as doubles: digits and power of ten are both exact, so that one division
 * rounds once and gives the nearest double.
 */
final class ShortDecimals {
  private static final int MOST_DIGITS = 15;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private ShortDecimals() {}

  /** The number that JSON text says, or NaN where it is too long or has an exponent. */
  static double parse(char[] text, int start, int length) {
    int end = start + length;
    boolean negative = text[start] == '-';
    int first = negative ? start + 1 : start;
    if (end - first > MOST_DIGITS + 1) {
      return Double.NaN;
    }
    long digits = 0;
    int point = end - 1;
    for (int at = first; at < end; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
      } else if (c == '.') {
        point = at;
      } else {
        return Double.NaN;
      }
    }
    if (digits >= 1L << 53) {
      return Double.NaN;
    }
    double value = digits / POWERS[end - 1 - point];
    return negative ? -value : value;
  }
}
