package io.sabot.operators.internal.generate;

import io.sabot.batch.Layout;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The values of an integer type, or of a count of time as wide. */
record Range(long low, long high) {
  static Range of(ArrowType type) {
    int bits = bits(type);
    if (isUnsigned(type)) {
      return new Range(0, (1L << bits) - 1);
    }
    return new Range(-1L << bits - 1, ~(-1L << bits - 1));
  }

  static int bits(ArrowType type) {
    return 8 * Layout.width(type);
  }

  static boolean isUnsigned(ArrowType type) {
    return type instanceof ArrowType.Int t && !t.getIsSigned();
  }

  /** Whether the values are those that a lane holds: it wraps around where they end. */
  boolean fills(Lane lane) {
    return lane == Lane.INT
        ? low == Integer.MIN_VALUE && high == Integer.MAX_VALUE
        : low == Long.MIN_VALUE && high == Long.MAX_VALUE;
  }

  boolean contains(Range other) {
    return low <= other.low && high >= other.high;
  }
}
