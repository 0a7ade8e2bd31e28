package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.Function;
import io.sabot.expression.Types;

/** What expressions cost per row, as multiples of a comparison of two numbers: a rough guess. */
final class Cost {
  private static final int NUMBER = 1;
  private static final int TEXT = 10;
  private static final int PATTERN = 100;

  private Cost() {}

  static int of(BoundExpression expression) {
    if (Constants.isConstant(expression)) {
      return 0;
    }
    int arguments = expression.arguments().stream().mapToInt(Cost::of).sum();
    return arguments + own(expression);
  }

  private static int own(BoundExpression expression) {
    return switch (expression) {
      case BoundCall call when call.function().text().startsWith("regexp") -> PATTERN;
      case BoundCall call when call.function().family() == Function.Family.TEXT -> TEXT;
      case BoundCall call when call.arguments().stream().anyMatch(a -> Types.isText(a.type())) ->
          TEXT * (call.arguments().size() - 1);
      case BoundCall call -> NUMBER;
      case BoundCast cast when Types.isText(cast.type()) || Types.isText(cast.argument().type()) ->
          2 * TEXT;
      case BoundCast cast -> NUMBER;
      default -> expression.arguments().isEmpty() ? 0 : TEXT;
    };
  }
}
