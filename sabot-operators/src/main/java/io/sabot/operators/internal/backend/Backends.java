package io.sabot.operators.internal.backend;

import io.sabot.RunOptions;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.expression.ExpressionCompiler;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/** The compiler that operators use: gives each expression to the back end chosen for it. */
public final class Backends implements ExpressionCompiler {
  @Override
  public Evaluator compile(
      String where, List<BoundExpression> expressions, Schema input, RunContext context) {
    return new JvmExpressionCompiler().compile(where, expressions, input, context);
  }

  /**
   * The line of a step in {@code explain()}: its text, and what computes its expressions. Columns
   * that only move are computed by nothing.
   */
  public static String explain(
      String where, String text, List<Expression> expressions, Schema input, RunOptions options) {
    Choices choices = new Choices(options.backend(), input);
    Binder binder = new Binder(where, input);
    Explanation explanation = new Explanation();
    for (Expression expression : expressions) {
      BoundExpression bound = binder.bind(expression);
      if (!(bound instanceof BoundColumn)) {
        explanation.add(expression.outputName(), choices.of(bound).words());
      }
    }
    return text + explanation;
  }
}
