package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import java.lang.foreign.MemorySegment;

/**
 * The numbers that texts mostly hold, read where they lie: digits with at most a sign before and a
 * point within. All others, blanks and exponents among them, are left to the JDK.
 */
final class PlainNumbers {
  private static final int LONG_DIGITS = 18;

  /** As many digits as binary64 holds exactly. */
  private static final int DOUBLE_DIGITS = 15;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private PlainNumbers() {}

  /** Whether the row is an integer of few enough digits. */
  static boolean isInteger(ByteRows rows) {
    return isNumber(rows, LONG_DIGITS, 0);
  }

  /** Whether the row is a decimal number of few enough digits. */
  static boolean isDecimal(ByteRows rows) {
    return isNumber(rows, DOUBLE_DIGITS, 1);
  }

  private static boolean isNumber(ByteRows rows, int mostDigits, int mostPoints) {
    MemorySegment data = rows.data();
    long end = rows.start() + rows.length();
    int digits = 0;
    int points = 0;
    for (long at = rows.start() + signs(rows); at < end; at++) {
      byte character = data.get(Memory.BYTE, at);
      if (character >= '0' && character <= '9') {
        digits++;
      } else if (character == '.') {
        points++;
      } else {
        return false;
      }
    }
    return digits > 0 && digits <= mostDigits && points <= mostPoints;
  }

  private static int signs(ByteRows rows) {
    return rows.length() > 0 && data(rows, 0) == '-' ? 1 : 0;
  }

  private static byte data(ByteRows rows, long at) {
    return rows.data().get(Memory.BYTE, rows.start() + at);
  }

  /** The value of a row for which {@link #isInteger} holds. */
  static long integer(ByteRows rows) {
    int signs = signs(rows);
    long value = 0;
    for (long at = signs; at < rows.length(); at++) {
      value = value * 10 + (data(rows, at) - '0');
    }
    return signs == 0 ? value : -value;
  }

  /**
   * The value of a row for which {@link #isDecimal} holds: a quotient of two exact numbers is the
   * nearest one.
   */
  static double decimal(ByteRows rows) {
    int signs = signs(rows);
    long digits = 0;
    long point = rows.length() - 1;
    for (long at = signs; at < rows.length(); at++) {
      byte character = data(rows, at);
      if (character == '.') {
        point = at;
      } else {
        digits = digits * 10 + (character - '0');
      }
    }
    double value = digits / POWERS[(int) (rows.length() - 1 - point)];
    return signs == 0 ? value : -value;
  }
}
