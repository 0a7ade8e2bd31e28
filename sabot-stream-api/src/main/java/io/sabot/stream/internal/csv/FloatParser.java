package io.sabot.stream.internal.csv;

/**
 * Floating-point numbers, {@code NaN}, {@code inf} and {@code Infinity}. Numbers of at most 15
 * digits and a power of ten of at most 22 are exact in one multiplication or division; others go
 * through the JDK.
 */
final class FloatParser extends CsvParser {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final boolean single;

  private FloatParser(boolean single) {
    this.single = single;
  }

  /** Values are bits of 32-bit numbers. */
  static FloatParser ofFloats() {
    return new FloatParser(true);
  }

  /** Values are bits of 64-bit numbers. */
  static FloatParser ofDoubles() {
    return new FloatParser(false);
  }

  @Override
  boolean parse(char[] text, int from, int end) {
    boolean negative = from < end && text[from] == '-';
    int at = negative || (from < end && text[from] == '+') ? from + 1 : from;
    if (at == end) {
      return false;
    }
    if (text[at] > '9') {
      return word(negative, text, at, end);
    }
    return number(negative, text, at, end);
  }

  private boolean number(boolean negative, char[] text, int from, int end) {
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    int at = from;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        mantissa = digits < 18 ? mantissa * 10 + digit : mantissa;
        digits += digits > 0 || digit > 0 ? 1 : 0;
        fraction += point ? 1 : 0;
      } else if (text[at] == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (at - from == (point ? 1 : 0)) {
      return false;
    }
    int exponent = 0;
    if (at < end) {
      exponent = exponent(text, at, end);
      if (exponent == Integer.MIN_VALUE) {
        return false;
      }
    }
    int power = exponent - fraction;
    if (single || digits > 15 || Math.abs(power) > 22) {
      return slow(negative, text, from, end);
    }
    double magnitude = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
    return set(negative ? -magnitude : magnitude);
  }

  /** The number behind an {@code e}, cut to five digits, or {@link Integer#MIN_VALUE}. */
  private static int exponent(char[] text, int at, int end) {
    if (text[at] != 'e' && text[at] != 'E') {
      return Integer.MIN_VALUE;
    }
    boolean negative = at + 1 < end && text[at + 1] == '-';
    int first = negative || (at + 1 < end && text[at + 1] == '+') ? at + 2 : at + 1;
    if (first == end) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(exponent * 10 + digit, 99_999);
    }
    return negative ? -exponent : exponent;
  }

  private boolean slow(boolean negative, char[] text, int from, int end) {
    String number = new String(text, from, end - from);
    if (single) {
      float magnitude = Float.parseFloat(number);
      value = Float.floatToRawIntBits(negative ? -magnitude : magnitude);
      return true;
    }
    double magnitude = Double.parseDouble(number);
    return set(negative ? -magnitude : magnitude);
  }

  private boolean word(boolean negative, char[] text, int from, int end) {
    if (is("nan", text, from, end)) {
      return set(Double.NaN);
    }
    if (is("inf", text, from, end) || is("infinity", text, from, end)) {
      return set(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return false;
  }

  private boolean set(double number) {
    value = single ? Float.floatToRawIntBits((float) number) : Double.doubleToRawLongBits(number);
    return true;
  }
}
