package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.pipeline.PipelineShape;
import io.sabot.operators.internal.totals.TotalsCode;
import io.sabot.operators.internal.totals.TotalsRun;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Pipeline} and the {@link GroupBy} without keys behind it as one step: the row, and the
 * failures, that they give one after the other. Planners make it of what a stream says.
 */
public final class PipelineTotals implements BatchOperator {
  private final Pipeline pipeline;
  private final GroupBy groupBy;
  private final CodeCache codes = new CodeCache();

  /**
   * A pipeline, and aggregates of what it gives.
   *
   * @param pipeline what is done before
   * @param groupBy aggregates without keys
   */
  public PipelineTotals(Pipeline pipeline, GroupBy groupBy) {
    this.pipeline = pipeline;
    this.groupBy = groupBy;
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
  public OperatorProperties properties(List<Schema> inputs) {
    OperatorProperties after = groupBy.properties(List.of(pipeline.outputSchema(inputs)));
    int workers = pipeline.properties(inputs).parallelismHint();
    return workers == 0 ? after : after.withParallelismHint(workers);
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new TotalsRun(code(inputs.getFirst()), () -> pipeline.open(context, inputs), context);
  }

  private TotalsCode code(Schema input) {
    PipelineShape before = pipeline.shape(input);
    TotalsCode known = codes.last;
    if (known == null || known.pipeline() != before) {
      known = TotalsCode.of(before, groupBy.shape(List.of(before.output())));
      codes.last = known;
    }
    return known;
  }

  /** Two lines or more: the aggregates, below them what is done before. */
  @Override
  public String explain(RunOptions options, List<Schema> inputs) {
    TotalsCode code = code(inputs.getFirst());
    String below = pipeline.explain(options, inputs).indent(4).stripTrailing();
    String functions = groupBy.userFunctions(pipeline.outputSchema(inputs));
    return groupBy + code.words(options.backend()) + functions + "\n" + below;
  }

  @Override
  public String toString() {
    return groupBy + " of " + pipeline;
  }

  /** Of the schema that was last asked for: runs of one plan have one. */
  private static final class CodeCache {
    private volatile @Nullable TotalsCode last;
  }
}
