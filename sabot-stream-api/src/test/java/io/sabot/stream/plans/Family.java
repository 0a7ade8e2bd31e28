package io.sabot.stream.plans;

import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types that compare with each other. */
enum Family {
  BOOLEAN,
  SIGNED,
  UNSIGNED,
  FLOAT,
  DECIMAL,
  TEXT,
  BINARY,
  DATE,
  TIME,
  TIMESTAMP,
  INSTANT,
  LIST;

  static Family of(ArrowType type) {
    return switch (type) {
      case ArrowType.Bool t -> BOOLEAN;
      case ArrowType.Int t -> t.getIsSigned() ? SIGNED : UNSIGNED;
      case ArrowType.FloatingPoint t -> FLOAT;
      case ArrowType.Decimal t -> DECIMAL;
      case ArrowType.Utf8 t -> TEXT;
      case ArrowType.LargeUtf8 t -> TEXT;
      case ArrowType.Utf8View t -> TEXT;
      case ArrowType.Binary t -> BINARY;
      case ArrowType.Date t -> DATE;
      case ArrowType.Time t -> TIME;
      case ArrowType.Timestamp t -> t.getTimezone() == null ? TIMESTAMP : INSTANT;
      case ArrowType.List t -> LIST;
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  boolean isInteger() {
    return this == SIGNED || this == UNSIGNED;
  }

  boolean isNumber() {
    return isInteger() || this == FLOAT || this == DECIMAL;
  }
}
