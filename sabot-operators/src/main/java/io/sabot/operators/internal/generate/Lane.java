package io.sabot.operators.internal.generate;

import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** What a generated loop holds values of a type in. */
enum Lane {
  /** A mask, or a boolean. */
  BIT(1),
  /** 32-bit integers: also narrower ones, widened. */
  INT(4),
  /** 64-bit integers: also those of 32 bits without a sign, widened. */
  LONG(8),
  /** Binary32. */
  FLOAT(4),
  /** Binary64. */
  DOUBLE(8);

  private final int width;

  Lane(int width) {
    this.width = width;
  }

  /** Bytes of a lane. */
  int width() {
    return width;
  }

  boolean isInteger() {
    return this == INT || this == LONG;
  }

  boolean isFloat() {
    return this == FLOAT || this == DOUBLE;
  }

  /** The lane of a type, or null where there is none. */
  static @Nullable Lane of(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> BIT;
      case ArrowType.Int t -> integer(t);
      case ArrowType.FloatingPoint t ->
          switch (t.getPrecision()) {
            case HALF -> null;
            case SINGLE -> FLOAT;
            case DOUBLE -> DOUBLE;
          };
      case ArrowType.Date t -> Range.bits(t) == 32 ? INT : LONG;
      case ArrowType.Time t -> t.getBitWidth() == 32 ? INT : LONG;
      case ArrowType.Timestamp t -> LONG;
      case ArrowType.Duration t -> LONG;
      default -> null;
    };
  }

  private static @Nullable Lane integer(ArrowType.Int type) {
    if (type.getBitWidth() == 64) {
      return type.getIsSigned() ? LONG : null;
    }
    return type.getBitWidth() == 32 && !type.getIsSigned() ? LONG : INT;
  }

  /** The lane of a type that is known to have one. */
  static Lane known(ArrowType type) {
    Lane lane = of(type);
    if (lane == null) {
      throw new IllegalArgumentException("no lane for " + type);
    }
    return lane;
  }
}
