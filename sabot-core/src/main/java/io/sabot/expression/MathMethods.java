package io.sabot.expression;

/**
 * Functions of numbers. Those that round keep the type of their argument, decimals lose the digits
 * behind the point that are always 0; all others compute in Float64, as {@link Math} does and with
 * the same bits. Nothing outside a domain fails: it is NaN or infinite, as IEEE 754 has it.
 */
public sealed interface MathMethods permits Expression {
  /** Without its sign; the smallest integer of a type is an error. */
  default Expression abs() {
    return Expression.function("abs", this);
  }

  /** -1, 0 or 1 in the type of the number, of decimals as Decimal(1, 0); NaN stays. */
  default Expression sign() {
    return Expression.function("sign", this);
  }

  /** The smallest whole number that is not less. */
  default Expression ceil() {
    return Expression.function("ceil", this);
  }

  /** The largest whole number that is not greater. */
  default Expression floor() {
    return Expression.function("floor", this);
  }

  /** The nearest whole number; a half goes away from zero. */
  default Expression round() {
    return Expression.function("round", this);
  }

  /**
   * Rounded to so many digits behind the point, or before it where negative; a half goes away from
   * zero. Floating point is multiplied by a power of ten, rounded and divided again. An integer
   * that leaves its type is an error.
   */
  default Expression round(int digits) {
    return Expression.function("round", this, digits);
  }

  /** The whole number next to it toward zero. */
  default Expression trunc() {
    return Expression.function("trunc", this);
  }

  /** Cut to so many digits behind the point, or before it where negative. */
  default Expression trunc(int digits) {
    return Expression.function("trunc", this, digits);
  }

  /** Square root; NaN of a negative number. */
  default Expression sqrt() {
    return Expression.function("sqrt", this);
  }

  /** Cube root. */
  default Expression cbrt() {
    return Expression.function("cbrt", this);
  }

  /** Euler's number to this power. */
  default Expression exp() {
    return Expression.function("exp", this);
  }

  /** Natural logarithm; of 0 minus infinity, of less NaN. */
  default Expression ln() {
    return Expression.function("ln", this);
  }

  /** Logarithm to base 10. */
  default Expression log10() {
    return Expression.function("log10", this);
  }

  /** Logarithm to base 2; exact for powers of 2. */
  default Expression log2() {
    return Expression.function("log2", this);
  }

  /** Logarithm to a base: the quotient of two of base 10. */
  default Expression log(Object base) {
    return Expression.function("log", base, this);
  }

  /** This to a power. */
  default Expression pow(Object exponent) {
    return Expression.function("pow", this, exponent);
  }

  /** Sine of radians. */
  default Expression sin() {
    return Expression.function("sin", this);
  }

  /** Cosine of radians. */
  default Expression cos() {
    return Expression.function("cos", this);
  }

  /** Tangent of radians. */
  default Expression tan() {
    return Expression.function("tan", this);
  }

  /** Radians of a sine; NaN outside -1 to 1. */
  default Expression asin() {
    return Expression.function("asin", this);
  }

  /** Radians of a cosine; NaN outside -1 to 1. */
  default Expression acos() {
    return Expression.function("acos", this);
  }

  /** Radians of a tangent. */
  default Expression atan() {
    return Expression.function("atan", this);
  }

  /** Radians of the direction in which the point lies whose ordinate this is. */
  default Expression atan2(Object x) {
    return Expression.function("atan2", this, x);
  }

  /** Hyperbolic sine. */
  default Expression sinh() {
    return Expression.function("sinh", this);
  }

  /** Hyperbolic cosine. */
  default Expression cosh() {
    return Expression.function("cosh", this);
  }

  /** Hyperbolic tangent. */
  default Expression tanh() {
    return Expression.function("tanh", this);
  }

  /** Radians as degrees. */
  default Expression degrees() {
    return Expression.function("degrees", this);
  }

  /** Degrees as radians. */
  default Expression radians() {
    return Expression.function("radians", this);
  }

  /** Whether it is NaN; integers and decimals never are. */
  default Expression isNaN() {
    return Expression.function("is_nan", this);
  }

  /** Whether it is neither NaN nor infinite. */
  default Expression isFinite() {
    return Expression.function("is_finite", this);
  }

  /** Whether it is infinite, of either sign. */
  default Expression isInfinite() {
    return Expression.function("is_infinite", this);
  }
}
