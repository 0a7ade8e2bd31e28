package io.sabot.operators.internal.generate;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.ExpressionCompiler;
import io.sabot.operators.internal.expression.JvmExpressionCompiler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compilers that generate loops at once, for tests elsewhere. */
public final class GeneratedCompilers {
  private GeneratedCompilers() {}

  /** Those that take an expression, by name. */
  public static Map<String, ExpressionCompiler> of(BoundExpression expression) {
    Support support = Support.of(List.of(), List.of(new Sink.Output(expression)));
    Map<String, ExpressionCompiler> compilers = new LinkedHashMap<>();
    boolean moves = expression instanceof BoundExpression.BoundColumn;
    for (Support form : List.of(Support.SCALAR, Support.VECTOR)) {
      if (!moves && support.compareTo(form) >= 0) {
        compilers.put("generated " + form, compiler(form));
      }
    }
    return compilers;
  }

  private static ExpressionCompiler compiler(Support form) {
    return (where, expressions, schema, context) ->
        new Parity(schema, context.allocator())
            .generated(
                expressions,
                new JvmExpressionCompiler().compile(where, expressions, schema, context),
                form);
  }
}
