package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import java.util.Arrays;
import java.util.stream.Stream;

/** How values compare. NaN equals NaN and is the largest; -0.0 equals 0.0. */
public sealed interface ComparisonMethods permits Expression {
  /** Equal. */
  default Expression eq(Object other) {
    return Expression.function("eq", this, other);
  }

  /** Not equal. */
  default Expression ne(Object other) {
    return Expression.function("ne", this, other);
  }

  /** Greater. NaN is greater than every other number. */
  default Expression gt(Object other) {
    return Expression.function("gt", this, other);
  }

  /** Greater or equal. */
  default Expression ge(Object other) {
    return Expression.function("ge", this, other);
  }

  /** Less. */
  default Expression lt(Object other) {
    return Expression.function("lt", this, other);
  }

  /** Less or equal. */
  default Expression le(Object other) {
    return Expression.function("le", this, other);
  }

  /** Whether it equals one of the values; null where none is equal and one is null. */
  default Expression isIn(Object... values) {
    if (values.length == 0) {
      throw Problem.at("isIn", ErrorCode.INVALID_ARGUMENT)
          .rule("at least one value is needed")
          .but("there is none")
          .cure("name the values, e.g. col(\"state\").isIn(\"TX\", \"CA\")")
          .plan();
    }
    return Expression.function(
        "in", Stream.concat(Stream.of(this), Arrays.stream(values)).toArray());
  }

  /** Whether it lies between two bounds, both included. */
  default Expression between(Object low, Object high) {
    return Expression.function("between", this, low, high);
  }
}
