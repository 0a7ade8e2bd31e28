package io.sabot.internal.lambda;

/** What Java computes from terms; those of two sides have both in one kind. */
public enum JavaOperator {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  REMAINDER,
  NEGATE,
  AND,
  OR,
  XOR,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  SHIFT_RIGHT_UNSIGNED,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  /** Conditions. */
  NOT,
  BOTH,
  EITHER,
  ABS,
  MIN,
  MAX,
  SQUARE_ROOT,
  TO_BYTE,
  TO_SHORT,
  TO_CHAR,
  TO_INT,
  TO_LONG,
  TO_FLOAT,
  TO_DOUBLE,
  TEXT_EQUAL,
  TEXT_EMPTY,
  TEXT_STARTS_WITH,
  TEXT_ENDS_WITH,
  TEXT_CONTAINS,
  /** -1, 0 or 1; -1 where a side is NaN. Only within branches. */
  COMPARE_NAN_LESS,
  /** -1, 0 or 1; 1 where a side is NaN. Only within branches. */
  COMPARE_NAN_GREATER;

  /** The comparison that is true where this is not; of whole numbers only. */
  JavaOperator opposite() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
      default -> throw new IllegalArgumentException(name());
    };
  }
}
