package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Evaluator;
import io.sabot.operators.internal.expression.TrueRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Evaluates by a generated loop. Batches that the loop cannot take, and those in which a row fails,
 * go to the kernels, which name the row.
 */
final class GeneratedEvaluator implements Evaluator {
  private final List<BoundExpression> expressions;
  private final List<BoundExpression> computed;
  private final LoopClass type;
  private final Parts.Part part;
  private final Evaluator kernels;
  private final BufferAllocator allocator;

  /**
   * Evaluates expressions.
   *
   * @param type of a loop with an output for each that is not a bare column
   * @param part its columns and numbers
   * @param kernels closed with this
   */
  GeneratedEvaluator(
      List<BoundExpression> expressions,
      LoopClass type,
      Parts.Part part,
      Evaluator kernels,
      BufferAllocator allocator) {
    this.expressions = expressions;
    this.computed = computed(expressions);
    this.type = type;
    this.part = part;
    this.kernels = kernels;
    this.allocator = allocator;
  }

  /** Those that are not bare columns, which only move. */
  static List<BoundExpression> computed(List<BoundExpression> expressions) {
    return expressions.stream().filter(expression -> !(expression instanceof BoundColumn)).toList();
  }

  @Override
  public List<Column> evaluate(Batch batch) {
    if (batch.length() == 0 || !part.filled().takes(batch)) {
      return kernels.evaluate(batch);
    }
    try (Outputs outputs = new Outputs(computed, batch.length(), allocator)) {
      return loop(batch).write(batch, outputs.results())
          ? columns(batch, outputs.columns().iterator())
          : kernels.evaluate(batch);
    }
  }

  private BlockLoop loop(Batch batch) {
    return new BlockLoop(List.of(type), List.of(part), part.filled().hasNulls(batch));
  }

  private List<Column> columns(Batch batch, Iterator<Column> results) {
    List<Column> columns = new ArrayList<>();
    for (BoundExpression expression : expressions) {
      columns.add(
          expression instanceof BoundColumn column
              ? batch.column(column.ordinal()).share()
              : results.next());
    }
    return columns;
  }

  @Override
  public Selection filter(Batch batch) {
    if (batch.length() == 0 || !part.filled().takes(batch) || computed.isEmpty()) {
      return kernels.filter(batch);
    }
    try (Outputs outputs = new Outputs(computed, batch.length(), allocator)) {
      if (!loop(batch).write(batch, outputs.results())) {
        return kernels.filter(batch);
      }
      try (Column truth = outputs.columns().getFirst()) {
        return TrueRows.select(truth.segment(1), truth.validity(), batch.length(), allocator);
      }
    }
  }

  @Override
  public void close() {
    kernels.close();
  }
}
