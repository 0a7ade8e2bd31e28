package io.sabot.expression;

/** Three-valued logic, and what asks for null. */
public sealed interface LogicMethods permits Expression {
  /** Kleene and: false where either side is false, whatever the other is. */
  default Expression and(Object other) {
    return Expression.function("and", this, other);
  }

  /** Kleene or: true where either side is true, whatever the other is. */
  default Expression or(Object other) {
    return Expression.function("or", this, other);
  }

  /** Kleene not: null stays null. */
  default Expression not() {
    return Expression.function("not", this);
  }

  /** Whether it is null; never null itself. */
  default Expression isNull() {
    return Expression.function("is_null", this);
  }

  /** Whether it is not null; never null itself. */
  default Expression isNotNull() {
    return Expression.function("is_not_null", this);
  }

  /** Null where it equals the other, else itself, in the type both have in common. */
  default Expression nullIf(Object other) {
    return Expression.function("null_if", this, other);
  }

  /** Another value where it is null. */
  default Expression ifNull(Object other) {
    return Expression.function("coalesce", this, other);
  }
}
