package io.sabot.operators.internal.generate;

import static io.sabot.operators.internal.generate.Value.ALWAYS;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.Function;
import java.util.List;

/** The code of three-valued logic, and of what is made of comparisons. */
final class Logic {
  private final Step step;
  private final Expressions expressions;

  Logic(Step step, Expressions expressions) {
    this.step = step;
    this.expressions = expressions;
  }

  Value of(BoundCall call, int active) {
    List<BoundExpression> arguments = call.arguments();
    return switch (call.function()) {
      case AND -> connected(Function.AND, arguments, active);
      case OR -> connected(Function.OR, arguments, active);
      case IN -> in(arguments, active);
      case BETWEEN ->
          connect(
              Function.AND,
              compare(Function.GE, arguments.getFirst(), arguments.get(1), active),
              compare(Function.LE, arguments.getFirst(), arguments.get(2), active));
      default -> {
        Value value = expressions.of(arguments.getFirst(), active);
        yield new Value(Lane.BIT, step.not(value.slot()), value.valid());
      }
    };
  }

  /** A right side that can fail matters only where the left one leaves the row open. */
  private Value connected(Function connective, List<BoundExpression> arguments, int active) {
    Value left = expressions.of(arguments.get(0), active);
    int open = active;
    if (arguments.get(1).canFail()) {
      int decided = connective == Function.AND ? step.isFalse(left) : step.isTrue(left);
      open = step.without(active, decided);
    }
    return connect(connective, left, expressions.of(arguments.get(1), open));
  }

  private Value in(List<BoundExpression> arguments, int active) {
    BoundExpression value = arguments.getFirst();
    Value found = compare(Function.EQ, value, arguments.get(1), active);
    for (BoundExpression candidate : arguments.subList(2, arguments.size())) {
      found = connect(Function.OR, found, compare(Function.EQ, value, candidate, active));
    }
    return found;
  }

  private Value compare(Function function, BoundExpression a, BoundExpression b, int active) {
    return new Comparisons(step, expressions).of(function, a, b, active);
  }

  private Value connect(Function connective, Value a, Value b) {
    boolean conjunction = connective == Function.AND;
    if (a.valid() == ALWAYS && b.valid() == ALWAYS) {
      int both = conjunction ? step.and(a.slot(), b.slot()) : step.or(a.slot(), b.slot());
      return Value.of(Lane.BIT, both);
    }
    int trueA = step.isTrue(a);
    int trueB = step.isTrue(b);
    int falseA = step.isFalse(a);
    int falseB = step.isFalse(b);
    int isTrue = conjunction ? step.and(trueA, trueB) : step.or(trueA, trueB);
    int isFalse = conjunction ? step.or(falseA, falseB) : step.and(falseA, falseB);
    return new Value(Lane.BIT, step.set(isTrue), step.or(isTrue, isFalse));
  }
}
