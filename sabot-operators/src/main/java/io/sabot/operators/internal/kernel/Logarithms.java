package io.sabot.operators.internal.kernel;

/** Logarithms that Java has not. */
public final class Logarithms {
  private static final double LN_2 = Math.log(2);

  private static final long MANTISSA = 0xF_FFFF_FFFF_FFFFL;

  private static final long ONE = Double.doubleToRawLongBits(1);

  private Logarithms() {}

  /** The logarithm to base 2, exact for powers of 2. */
  public static double log2(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      return Math.log(value);
    }
    boolean subnormal = value < Double.MIN_NORMAL;
    double scaled = subnormal ? value * 0x1p54 : value;
    int exponent = Math.getExponent(scaled);
    double mantissa = Double.longBitsToDouble(Double.doubleToRawLongBits(scaled) & MANTISSA | ONE);
    if (mantissa > 1.5) {
      // Near 1 from below the exponent would cancel most of the logarithm.
      mantissa /= 2;
      exponent++;
    }
    return exponent - (subnormal ? 54 : 0) + Math.log(mantissa) / LN_2;
  }

  /** The logarithm to any base. */
  public static double log(double base, double value) {
    return Math.log10(value) / Math.log10(base);
  }
}
