package io.sabot.kafka.internal.column;

import org.apache.arrow.vector.types.pojo.ArrowType;

/** Which 64-bit numbers an integer type holds. */
public record IntegerRange(long lowest, long highest) {
  /** The range of a type; of unsigned 64-bit integers, what a long holds of it. */
  public static IntegerRange of(ArrowType.Int type) {
    int bits = type.getBitWidth();
    if (type.getIsSigned()) {
      return new IntegerRange(-1L << (bits - 1), ~(-1L << (bits - 1)));
    }
    return new IntegerRange(0, bits == 64 ? Long.MAX_VALUE : ~(-1L << bits));
  }

  /** Whether it holds a number. */
  public boolean holds(long number) {
    return number >= lowest && number <= highest;
  }
}
