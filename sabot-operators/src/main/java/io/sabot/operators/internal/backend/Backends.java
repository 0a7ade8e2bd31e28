package io.sabot.operators.internal.backend;

import io.sabot.Backend;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.expression.ExpressionCompiler;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.expression.Delegate;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import io.sabot.operators.internal.gandiva.GandivaDelegate;
import io.sabot.operators.internal.gandiva.GandivaLibrary;
import io.sabot.operators.internal.gandiva.Start;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/** The compiler that operators use: gives each expression to the back end chosen for it. */
public final class Backends implements ExpressionCompiler {
  @Override
  public Evaluator compile(
      String where, List<BoundExpression> expressions, Schema input, RunContext context) {
    return new JvmExpressionCompiler(delegate(where, expressions, context.options()))
        .compile(where, expressions, input, context);
  }

  /**
   * What computes those of the expressions of a step that are not for the kernels.
   *
   * @throws io.sabot.PlanException where the back end asked for is absent
   */
  public static Delegate delegate(
      String where, List<BoundExpression> expressions, RunOptions options) {
    require(where, options.backend());
    Choices choices = new Choices(options.backend());
    Set<BoundExpression> chosen = new HashSet<>();
    for (BoundExpression expression : expressions) {
      if (choices.of(expression).backend() == Backend.GANDIVA) {
        chosen.add(expression);
      }
    }
    Start start = options.backend() == Backend.GANDIVA ? Start.AT_ONCE : Start.LATE;
    return chosen.isEmpty() ? Delegate.NONE : new GandivaDelegate(chosen, start);
  }

  /**
   * Refuses a back end that is asked for by name and absent.
   *
   * @throws io.sabot.PlanException naming what to add
   */
  public static void require(String where, Backend asked) {
    String absence = asked == Backend.GANDIVA ? GandivaLibrary.absence() : null;
    if (absence != null) {
      throw Problem.at(where, ErrorCode.ENVIRONMENT)
          .rule("a back end asked for by name must be there")
          .but("Gandiva is absent")
          .cure(absence + ", or leave the choice to Backend.AUTOMATIC")
          .plan();
    }
  }

  /**
   * The line of a step in {@code explain()}: its text, and what computes its expressions. Columns
   * that only move are computed by nothing.
   */
  public static String explain(
      String where, String text, List<Expression> expressions, Schema input, RunOptions options) {
    Choices choices = new Choices(options.backend());
    Binder binder = new Binder(where, input);
    Explanation explanation = new Explanation();
    for (Expression expression : expressions) {
      BoundExpression bound = binder.bind(expression);
      if (!(bound instanceof BoundColumn)) {
        explanation.add(expression.outputName(), choices.of(bound).words());
      }
    }
    return text + explanation + UserFunctionWords.of(where, expressions, input);
  }
}
