package io.sabot.internal.lambda;

import static io.sabot.internal.lambda.JavaTerm.apply;

import io.sabot.internal.lambda.JavaTerm.Apply;
import io.sabot.internal.lambda.JavaTerm.Boxed;
import io.sabot.internal.lambda.JavaTerm.Choice;
import io.sabot.internal.lambda.JavaTerm.Value;
import org.jspecify.annotations.Nullable;

/** Conditions, which bytecode has as the integers 0 and 1. */
final class Conditions {
  private static final JavaTerm TRUE = new Value(1, JavaKind.BOOLEAN);
  private static final JavaTerm FALSE = new Value(0, JavaKind.BOOLEAN);

  private Conditions() {}

  /** A term as an integer. */
  static JavaTerm asInt(JavaTerm term) {
    return switch (term) {
      case Value(Object value, JavaKind kind) when kind == JavaKind.BOOLEAN ->
          new Value(value, JavaKind.INT);
      case JavaTerm t when t.kind() == JavaKind.BOOLEAN ->
          new Choice(t, JavaTerm.of(1), JavaTerm.of(0));
      default -> term;
    };
  }

  /** An integer that is 0 or 1 as a condition; null where it may be another. */
  static @Nullable JavaTerm asCondition(JavaTerm term) {
    if (term.kind() == JavaKind.BOOLEAN) {
      return term;
    }
    return switch (term) {
      case Value(Object value, JavaKind kind) when value instanceof Integer i && i == 1 -> TRUE;
      case Value(Object value, JavaKind kind) when value instanceof Integer i && i == 0 -> FALSE;
      case Choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) -> {
        JavaTerm a = asCondition(then);
        JavaTerm b = asCondition(otherwise);
        yield a == null || b == null ? null : choice(condition, a, b);
      }
      case Apply(JavaOperator operator, var operands, JavaKind kind) when operands.size() == 2 ->
          logic(operator, asCondition(operands.get(0)), asCondition(operands.get(1)));
      default -> null;
    };
  }

  private static @Nullable JavaTerm logic(
      JavaOperator operator, @Nullable JavaTerm a, @Nullable JavaTerm b) {
    if (a == null || b == null) {
      return null;
    }
    return switch (operator) {
      case AND -> choice(a, b, FALSE);
      case OR -> choice(a, TRUE, b);
      case XOR -> choice(a, not(b), b);
      default -> null;
    };
  }

  /** One or the other, as simple as it can be said. */
  static JavaTerm choice(JavaTerm condition, JavaTerm then, JavaTerm otherwise) {
    if (then.equals(otherwise)) {
      return then;
    }
    if (condition.equals(TRUE) || condition.equals(FALSE)) {
      return condition.equals(TRUE) ? then : otherwise;
    }
    if (then instanceof Boxed(JavaTerm a)
        && otherwise instanceof Boxed(JavaTerm b)
        && a.kind() == b.kind()) {
      return new Boxed(choice(condition, a, b));
    }
    if (condition instanceof Apply(JavaOperator operator, var operands, JavaKind kind)
        && operator == JavaOperator.NOT) {
      return choice(operands.getFirst(), otherwise, then);
    }
    if (then instanceof Apply(JavaOperator operator, var operands, JavaKind kind)
        && operator == JavaOperator.EITHER
        && operands.getLast().equals(otherwise)) {
      JavaTerm first = apply(JavaOperator.BOTH, condition, operands.getFirst());
      return apply(JavaOperator.EITHER, first, otherwise);
    }
    if (then.equals(TRUE)) {
      return otherwise.equals(FALSE) ? condition : apply(JavaOperator.EITHER, condition, otherwise);
    }
    if (otherwise.equals(FALSE)) {
      return apply(JavaOperator.BOTH, condition, then);
    }
    if (then.equals(FALSE)) {
      return otherwise.equals(TRUE)
          ? not(condition)
          : apply(JavaOperator.BOTH, not(condition), otherwise);
    }
    if (otherwise.equals(TRUE)) {
      return apply(JavaOperator.EITHER, not(condition), then);
    }
    return new Choice(condition, then, otherwise);
  }

  static JavaTerm not(JavaTerm condition) {
    if (condition.equals(TRUE)) {
      return FALSE;
    }
    if (condition.equals(FALSE)) {
      return TRUE;
    }
    if (condition instanceof Apply(JavaOperator operator, var operands, JavaKind kind)) {
      if (operator == JavaOperator.NOT) {
        return operands.getFirst();
      }
      boolean comparison =
          operator.compareTo(JavaOperator.EQUAL) >= 0
              && operator.compareTo(JavaOperator.GREATER_OR_EQUAL) <= 0;
      boolean equality = operator == JavaOperator.EQUAL || operator == JavaOperator.NOT_EQUAL;
      if (equality || comparison && !operands.getFirst().kind().isFloating()) {
        return new Apply(operator.opposite(), operands, kind);
      }
    }
    return apply(JavaOperator.NOT, condition);
  }

  /** What a comparison of an integer with 0 says; {@code lcmp} and its like compare their sides. */
  static JavaTerm withZero(JavaOperator operator, JavaTerm term) {
    if (term instanceof Apply(JavaOperator inner, var sides, JavaKind kind)
        && (inner == JavaOperator.COMPARE_NAN_LESS || inner == JavaOperator.COMPARE_NAN_GREATER)) {
      return sides(operator, inner == JavaOperator.COMPARE_NAN_LESS, sides.get(0), sides.get(1));
    }
    JavaTerm condition = asCondition(term);
    if (condition != null && operator == JavaOperator.EQUAL) {
      return not(condition);
    }
    if (condition != null && operator == JavaOperator.NOT_EQUAL) {
      return condition;
    }
    return apply(operator, JavaKind.BOOLEAN, asInt(term), JavaTerm.of(0));
  }

  /**
   * NaN is not less where a comparison that fails says so, and the opposite is not its negation.
   */
  private static JavaTerm sides(
      JavaOperator operator, boolean nanIsLess, JavaTerm left, JavaTerm right) {
    boolean negated =
        left.kind().isFloating()
            && switch (operator) {
              case LESS, LESS_OR_EQUAL -> nanIsLess;
              case GREATER, GREATER_OR_EQUAL -> !nanIsLess;
              default -> false;
            };
    return negated
        ? apply(JavaOperator.NOT, apply(operator.opposite(), JavaKind.BOOLEAN, left, right))
        : apply(operator, JavaKind.BOOLEAN, left, right);
  }
}
