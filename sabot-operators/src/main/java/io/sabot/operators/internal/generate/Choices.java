package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of case and coalesce: every branch is computed, and matters on the rows that take it.
 */
final class Choices {
  private final Step step;
  private final Expressions expressions;

  Choices(Step step, Expressions expressions) {
    this.step = step;
    this.expressions = expressions;
  }

  Value cases(BoundCall call, int active) {
    List<BoundExpression> arguments = call.arguments();
    List<Value> values = new ArrayList<>();
    List<Integer> conditions = new ArrayList<>();
    int open = active;
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      int holds = step.isTrue(expressions.of(arguments.get(i), open));
      int taken = call.canFail() ? step.and(open, holds) : active;
      values.add(expressions.of(arguments.get(i + 1), taken));
      conditions.add(holds);
      open = call.canFail() ? step.without(open, holds) : active;
    }
    Value result = expressions.of(arguments.getLast(), open);
    for (int i = values.size() - 1; i >= 0; i--) {
      result = step.blend(result, values.get(i), conditions.get(i));
    }
    return result;
  }

  Value coalesce(List<BoundExpression> arguments, int active) {
    Value result = expressions.of(arguments.getFirst(), active);
    int open = active;
    for (BoundExpression next : arguments.subList(1, arguments.size())) {
      if (result.valid() == ALWAYS) {
        return result;
      }
      open = next.canFail() ? step.without(active, result.valid()) : active;
      Value other = expressions.of(next, open);
      int valid = step.or(result.valid(), other.valid());
      Value blended = step.blend(other, result, result.valid());
      result = new Value(blended.lane(), blended.slot(), valid);
    }
    return result;
  }
}
