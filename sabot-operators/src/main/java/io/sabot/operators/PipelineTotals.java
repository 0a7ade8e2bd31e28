package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.group.GroupShape;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.totals.TotalsRun;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A {@link Pipeline} and the {@link GroupBy} without keys behind it as one step: the row, and the
 * failures, that they give one after the other. Planners make it of what a stream says.
 *
 * @param pipeline what is done before
 * @param groupBy aggregates without keys
 */
public record PipelineTotals(Pipeline pipeline, GroupBy groupBy) implements BatchOperator {
  public PipelineTotals {
    if (!groupBy.keys().isEmpty()) {
      throw Problem.at("PipelineTotals", ErrorCode.INVALID_ARGUMENT)
          .rule("totals have no keys")
          .but("there are " + groupBy.keys())
          .cure("put the GroupBy behind the pipeline, as an operator of its own")
          .plan();
    }
  }

  @Override
  public String name() {
    return groupBy.name();
  }

  @Override
  public Schema outputSchema(List<Schema> inputs) {
    return groupBy.outputSchema(List.of(pipeline.outputSchema(inputs)));
  }

  @Override
  public OperatorProperties properties() {
    return groupBy.properties();
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    PipelineShape before = pipeline.shape(inputs.getFirst());
    return TotalsRun.over(
        before,
        () -> pipeline.open(context, inputs),
        groupBy.shape(List.of(before.output())),
        context);
  }

  /** Two lines or more: the aggregates, below them what is done before. */
  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    PipelineShape before = pipeline.shape(inputs.getFirst());
    GroupShape shape = groupBy.shape(List.of(before.output()));
    String below = pipeline.explain(options, inputs).indent(4).stripTrailing();
    String functions = groupBy.userFunctions(before.output());
    return groupBy + TotalsRun.words(shape, before, options) + functions + "\n" + below;
  }

  @Override
  public String toString() {
    return groupBy + " of " + pipeline;
  }
}
