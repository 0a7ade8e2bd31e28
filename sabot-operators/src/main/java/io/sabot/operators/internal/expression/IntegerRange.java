package io.sabot.operators.internal.expression;

import org.apache.arrow.vector.types.pojo.ArrowType;

/** The values of an integer type, or of a count of time as wide, as signed 64-bit bounds. */
record IntegerRange(long low, long high) {
  static IntegerRange of(ArrowType type) {
    int bits = 8 * Lane.width(type);
    boolean signed = !(type instanceof ArrowType.Int t) || t.getIsSigned();
    if (!signed) {
      return new IntegerRange(0, bits == 64 ? Long.MAX_VALUE : (1L << bits) - 1);
    }
    return new IntegerRange(-1L << bits - 1, ~(-1L << bits - 1));
  }

  /** The part that unsigned 64-bit integers reach: those past the signed ones look negative. */
  IntegerRange withoutNegative() {
    return new IntegerRange(0, high);
  }
}
