package io.sabot.operators.internal.generate;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Function;
import io.sabot.operators.internal.generate.Form.Room;

/** The code of comparisons. All six come from equal and less; NaN is largest. */
final class Comparisons {
  private final Step step;
  private final Form form;
  private final Expressions expressions;

  Comparisons(Step step, Expressions expressions) {
    this.step = step;
    this.form = step.form;
    this.expressions = expressions;
  }

  Value of(Function function, BoundExpression left, BoundExpression right, int active) {
    Value a = expressions.of(left, active);
    Value b = expressions.of(right, active);
    int rows =
        switch (function) {
          case EQ -> equal(a, left, b, right);
          case NE -> step.not(equal(a, left, b, right));
          case LT -> less(a, left, b, right);
          case GE -> step.not(less(a, left, b, right));
          case GT -> less(b, right, a, left);
          default -> step.not(less(b, right, a, left));
        };
    return new Value(Lane.BIT, rows, step.and(a.valid(), b.valid()));
  }

  private int equal(Value a, BoundExpression left, Value b, BoundExpression right) {
    if (a.lane() == Lane.BIT) {
      return step.blend(Lane.BIT, step.not(b.slot()), b.slot(), a.slot());
    }
    boolean number = a.lane().isFloat() && (isNumber(left) || isNumber(right));
    return compare(number ? "equalNumber" : "equal", a, b);
  }

  private int less(Value a, BoundExpression left, Value b, BoundExpression right) {
    if (a.lane() == Lane.BIT) {
      return step.without(b.slot(), a.slot());
    }
    if (a.lane().isFloat() && isNumber(right)) {
      return compare("lessThanNumber", a, b);
    }
    return compare(a.lane().isFloat() && isNumber(left) ? "numberLessThan" : "less", a, b);
  }

  private int compare(String name, Value a, Value b) {
    return form.call(
        Room.STEPS, name, Lane.BIT, form.value(a.lane(), a.slot()), form.value(b.lane(), b.slot()));
  }

  private static boolean isNumber(BoundExpression expression) {
    return expression instanceof BoundLiteral(Constant constant) && Template.isApart(constant);
  }
}
