package io.sabot.operators.internal.totals;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.operators.internal.pipeline.PipelineShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells expressions over the output of a pipeline in the columns of its input. A generated loop
 * computes equal ones once, so that nothing is lost by writing a definition wherever it is used;
 * but a chain of them can grow beyond all measure, and is left then.
 */
final class Inlining {
  private static final int LARGEST = 500;

  private final @Nullable PipelineShape pipeline;
  private int nodes;

  Inlining(@Nullable PipelineShape pipeline) {
    this.pipeline = pipeline;
  }

  /** Whether what was told so far has grown too large. */
  boolean isTooLarge() {
    return nodes > LARGEST;
  }

  /** An expression in columns of the output of the pipeline. */
  BoundExpression output(BoundExpression expression) {
    PipelineShape shape = pipeline;
    if (shape == null) {
      return expression;
    }
    if (expression instanceof BoundColumn column) {
      int ordinal = shape.outputs().get(column.ordinal());
      return inner(
          new BoundColumn(ordinal, column.name(), column.type(), column.nullable()), shape);
    }
    return within(expression, expression.arguments().stream().map(this::output).toList());
  }

  /** An expression in the numbers of the pipeline, definitions among them. */
  BoundExpression inner(BoundExpression expression, PipelineShape shape) {
    if (isTooLarge()) {
      return expression;
    }
    if (expression instanceof BoundColumn column && shape.isComputed(column.ordinal())) {
      return inner(shape.definition(column.ordinal()).expression(), shape);
    }
    List<BoundExpression> arguments = new ArrayList<>();
    for (BoundExpression argument : expression.arguments()) {
      arguments.add(inner(argument, shape));
    }
    return within(expression, arguments);
  }

  private BoundExpression within(BoundExpression expression, List<BoundExpression> arguments) {
    nodes++;
    return arguments.isEmpty() ? expression : expression.withArguments(arguments);
  }
}
