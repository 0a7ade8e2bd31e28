package io.sabot.expression;

/** Functions of the bits of integers; negative numbers are in two's complement. */
public sealed interface BitMethods permits Expression {
  /** Bits that are set in both, in the type both have in common. */
  default Expression bitAnd(Object other) {
    return Expression.function("bit_and", this, other);
  }

  /** Bits that are set in either, in the type both have in common. */
  default Expression bitOr(Object other) {
    return Expression.function("bit_or", this, other);
  }

  /** Bits that are set in one of both, in the type both have in common. */
  default Expression bitXor(Object other) {
    return Expression.function("bit_xor", this, other);
  }

  /** Every bit the other way round. */
  default Expression bitNot() {
    return Expression.function("bit_not", this);
  }

  /** Moved to higher places; what leaves the type is lost. A negative distance is an error. */
  default Expression shiftLeft(Object distance) {
    return Expression.function("shift_left", this, distance);
  }

  /**
   * Moved to lower places, the sign kept where the type has one: halved as often, toward minus
   * infinity. A negative distance is an error.
   */
  default Expression shiftRight(Object distance) {
    return Expression.function("shift_right", this, distance);
  }
}
