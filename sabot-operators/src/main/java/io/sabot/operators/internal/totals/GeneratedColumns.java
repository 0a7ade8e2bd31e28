package io.sabot.operators.internal.totals;

import io.sabot.Backend;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.operators.internal.generate.GeneratedRows;
import io.sabot.operators.internal.pipeline.PipelineEvaluator;
import io.sabot.operators.internal.pipeline.PipelineResult;
import io.sabot.operators.internal.pipeline.PipelineShape;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that keeps every row, computed by a generated loop. Batches that the loop does not
 * take, and those in which a row fails, go to the evaluator it stands before.
 */
public final class GeneratedColumns implements PipelineEvaluator {
  /** Fewer calls than this are done by kernels as fast. */
  private static final int CALLS = 3;

  private final GeneratedRows rows;
  private final PipelineEvaluator kernels;
  private final BufferAllocator allocator;

  private GeneratedColumns(
      GeneratedRows rows, PipelineEvaluator kernels, BufferAllocator allocator) {
    this.rows = rows;
    this.kernels = kernels;
    this.allocator = allocator;
  }

  /** An evaluator with a loop before it where one pays, else that evaluator, which passes to it. */
  public static PipelineEvaluator before(
      PipelineEvaluator kernels, PipelineShape shape, Backend asked, BufferAllocator allocator) {
    GeneratedRows rows = wanted(shape, asked);
    return rows == null ? kernels : new GeneratedColumns(rows, kernels, allocator);
  }

  /** What {@code explain()} adds: that a loop is generated, and when. */
  public static String words(PipelineShape shape, Backend asked) {
    if (wanted(shape, asked) == null) {
      return "";
    }
    return asked == Backend.GENERATED ? " [generated]" : " [generated when warm]";
  }

  private static @Nullable GeneratedRows wanted(PipelineShape shape, Backend asked) {
    List<BoundExpression> outputs = outputs(shape);
    return outputs == null || outputs.stream().mapToInt(GeneratedColumns::calls).sum() < CALLS
        ? null
        : GeneratedRows.of(outputs, asked);
  }

  /** What is computed, in columns of the input; null where rows are dropped or more can fail. */
  private static @Nullable List<BoundExpression> outputs(PipelineShape shape) {
    List<Integer> computed = shape.computedOutputs();
    for (PipelineShape.Step step : shape.steps()) {
      boolean covered =
          step instanceof PipelineShape.Compute compute && computed.contains(compute.ordinal());
      if (!covered) {
        return null;
      }
    }
    Inlining inlining = new Inlining(shape);
    List<BoundExpression> outputs = new ArrayList<>();
    for (int ordinal : computed) {
      outputs.add(inlining.inner(shape.definition(ordinal).expression(), shape));
    }
    return inlining.isTooLarge() ? null : outputs;
  }

  private static int calls(BoundExpression expression) {
    int within = expression.arguments().stream().mapToInt(GeneratedColumns::calls).sum();
    return within + (expression instanceof BoundCall ? 1 : 0);
  }

  @Override
  public PipelineResult evaluate(Batch batch) {
    List<Column> columns = rows.evaluate(batch, allocator);
    return columns == null
        ? byKernels(batch)
        : new PipelineResult(Selection.ALL, PipelineResult.Extent.ALL_ROWS, columns);
  }

  private PipelineResult byKernels(Batch batch) {
    long start = System.nanoTime();
    PipelineResult result = kernels.evaluate(batch);
    rows.kernelsTook(batch.length(), System.nanoTime() - start);
    return result;
  }

  @Override
  public void close() {
    kernels.close();
  }
}
