package io.sabot.stream.internal.csv;

import org.apache.arrow.vector.types.pojo.ArrowType;

/** Whole numbers: an optional sign and decimal digits, within the range of the type. */
final class IntegerParser extends CsvParser {
  private final int bits;
  private final boolean signed;

  IntegerParser(ArrowType.Int type) {
    this.bits = type.getBitWidth();
    this.signed = type.getIsSigned();
  }

  @Override
  boolean parse(char[] text, int from, int end) {
    boolean negative = from < end && text[from] == '-';
    int at = negative || (from < end && text[from] == '+') ? from + 1 : from;
    if (at == end) {
      return false;
    }
    long magnitude = 0;
    for (int i = at; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || overflows(magnitude, digit)) {
        return false;
      }
      magnitude = magnitude * 10 + digit;
    }
    value = negative ? -magnitude : magnitude;
    return signed ? fitsSigned(negative, magnitude) : fitsUnsigned(negative, magnitude);
  }

  /** Magnitudes are unsigned 64-bit numbers. */
  private static boolean overflows(long magnitude, int digit) {
    if (magnitude >= 0 && magnitude < Long.MAX_VALUE / 10) {
      return false;
    }
    long limit = Long.divideUnsigned(-1L - digit, 10);
    return Long.compareUnsigned(magnitude, limit) > 0;
  }

  private boolean fitsSigned(boolean negative, long magnitude) {
    long most = (1L << (bits - 1)) - (negative ? 0 : 1);
    return Long.compareUnsigned(magnitude, most) <= 0;
  }

  private boolean fitsUnsigned(boolean negative, long magnitude) {
    return (!negative || magnitude == 0) && (bits == 64 || magnitude >>> bits == 0);
  }
}
