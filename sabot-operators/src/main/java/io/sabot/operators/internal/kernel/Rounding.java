package io.sabot.operators.internal.kernel;

import java.util.function.DoubleUnaryOperator;

/** Rounding of binary64. */
public final class Rounding {
  /** Beyond these, a power of ten is infinite or makes every number 0. */
  private static final int LARGEST_DIGITS = 400;

  /** From here on there are only whole numbers. */
  private static final double WHOLE = 0x1p52;

  private Rounding() {}

  /** To the nearest whole number, halves away from zero. */
  public static double round(double value) {
    double size = Math.abs(value);
    if (!(size < WHOLE)) {
      return value;
    }
    double whole = Math.floor(size);
    // The rest is exact, and so is its double: no branch that data decides.
    return Math.copySign(whole + Math.floor(2 * (size - whole)), value);
  }

  /** To a whole number toward zero. */
  public static double trunc(double value) {
    return Math.copySign(Math.floor(Math.abs(value)), value);
  }

  /** Another way to a whole number, applied to digits behind the point, or before it. */
  public static DoubleUnaryOperator digits(DoubleUnaryOperator whole, long digits) {
    double power = Math.pow(10, Math.min(Math.abs(digits), LARGEST_DIGITS));
    return digits < 0 ? value -> before(whole, value, power) : value -> behind(whole, value, power);
  }

  private static double behind(DoubleUnaryOperator whole, double value, double power) {
    double result = whole.applyAsDouble(value * power) / power;
    return Double.isFinite(result) ? result : value;
  }

  private static double before(DoubleUnaryOperator whole, double value, double power) {
    if (!Double.isFinite(value)) {
      return value;
    }
    double result = whole.applyAsDouble(value / power) * power;
    return Double.isFinite(result) ? result : Math.copySign(0, value);
  }
}
