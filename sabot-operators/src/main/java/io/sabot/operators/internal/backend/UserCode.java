package io.sabot.operators.internal.backend;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundUserCall;
import io.sabot.operator.OperatorProperties;
import java.util.Collection;

/**
 * Functions of the user are called for rows in order, on one thread at a time. What was translated
 * is no call any more.
 */
public final class UserCode {
  private UserCode() {}

  /**
   * Properties of a step that computes these expressions: one worker where one calls the user's.
   */
  public static OperatorProperties kept(
      OperatorProperties properties, Collection<BoundExpression> expressions) {
    return expressions.stream().anyMatch(UserCode::isCalled)
        ? properties.withParallelismHint(1)
        : properties;
  }

  private static boolean isCalled(BoundExpression expression) {
    return expression instanceof BoundUserCall
        || expression.arguments().stream().anyMatch(UserCode::isCalled);
  }
}
