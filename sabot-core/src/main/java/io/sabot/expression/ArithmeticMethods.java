package io.sabot.expression;

/** Arithmetic of numbers. */
public sealed interface ArithmeticMethods permits Expression {
  /**
   * Sum. Integers that overflow their type are an error. A time plus a duration is a time in the
   * finer of both units: of a date a timestamp, of a time of day around midnight.
   */
  default Expression plus(Object other) {
    return Expression.function("plus", this, other);
  }

  /**
   * Difference. Integers that overflow their type are an error. Of two times it is a duration, of
   * two dates days as Int64; of a time and a duration an earlier time.
   */
  default Expression minus(Object other) {
    return Expression.function("minus", this, other);
  }

  /** Product. Integers that overflow their type are an error. Of a duration and an integer, too. */
  default Expression times(Object other) {
    return Expression.function("times", this, other);
  }

  /** Quotient; of integers and decimals it is a double. Division by zero follows IEEE 754. */
  default Expression div(Object other) {
    return Expression.function("div", this, other);
  }

  /** Integer quotient, rounded toward zero; division by zero is an error. */
  default Expression intDiv(Object other) {
    return Expression.function("int_div", this, other);
  }

  /** Remainder with the sign of the dividend; of integers, a zero divisor is an error. */
  default Expression rem(Object other) {
    return Expression.function("rem", this, other);
  }

  /** As {@link #plus}; null where that would be an error. */
  default Expression tryPlus(Object other) {
    return Expression.function("try_plus", this, other);
  }

  /** As {@link #minus}; null where that would be an error. */
  default Expression tryMinus(Object other) {
    return Expression.function("try_minus", this, other);
  }

  /** As {@link #times}; null where that would be an error. */
  default Expression tryTimes(Object other) {
    return Expression.function("try_times", this, other);
  }

  /** As {@link #intDiv}; null where that would be an error. */
  default Expression tryIntDiv(Object other) {
    return Expression.function("try_int_div", this, other);
  }

  /** As {@link #rem}; null where that would be an error. */
  default Expression tryRem(Object other) {
    return Expression.function("try_rem", this, other);
  }

  /** As {@link #negate}; null where that would be an error. */
  default Expression tryNegate() {
    return Expression.function("try_negate", this);
  }

  /** Negation. */
  default Expression negate() {
    return Expression.function("negate", this);
  }
}
