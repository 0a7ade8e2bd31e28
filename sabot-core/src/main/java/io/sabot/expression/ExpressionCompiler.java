package io.sabot.expression;

import io.sabot.operator.RunContext;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The one door from bound expressions to something that computes them. It takes all expressions of
 * a step at once, so that a back end may share work between them or fuse them.
 */
public interface ExpressionCompiler {
  /**
   * Compiles for batches of a schema.
   *
   * @param where the operator, for messages
   */
  Evaluator compile(
      String where, List<BoundExpression> expressions, Schema input, RunContext context);
}
