package io.sabot.operators.internal.pipeline;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.pipeline.PipelineResult.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was kept and what was computed side by side. Where columns were computed for the kept
 * rows alone, the same rows of the input's columns that go on are gathered; otherwise they are
 * shared, under a selection.
 */
public final class PipelineRun extends UnaryRun {
  private final PipelineShape shape;
  private final Map<Integer, Integer> computed = new HashMap<>();
  private final PipelineEvaluator evaluator;
  private final BufferAllocator allocator;

  /** Takes over an evaluator of the shape. */
  public PipelineRun(PipelineShape shape, PipelineEvaluator evaluator, BufferAllocator allocator) {
    this.shape = shape;
    for (int ordinal : shape.computedOutputs()) {
      computed.put(ordinal, computed.size());
    }
    this.evaluator = evaluator;
    this.allocator = allocator;
  }

  @Override
  protected void process(Batch batch) {
    try (batch;
        PipelineResult result = evaluator.evaluate(batch)) {
      int rows = result.kept().count(batch.length());
      if (rows > 0) {
        emit(output(batch, result, rows));
      }
    }
  }

  private Batch output(Batch batch, PipelineResult result, int rows) {
    if (result.extent() == Extent.ALL_ROWS || computed.isEmpty()) {
      return batch
          .withColumns(shape.output(), columns(batch, result, null))
          .withSelection(result.kept());
    }
    RowIds kept = RowIds.of(result.kept(), batch.length());
    return Batch.of(shape.output(), columns(batch, result, kept), rows)
        .withSequence(batch.sequence());
  }

  private List<Column> columns(Batch batch, PipelineResult result, @Nullable RowIds kept) {
    List<Column> columns = new ArrayList<>(shape.outputs().size());
    try {
      for (int i = 0; i < shape.outputs().size(); i++) {
        int ordinal = shape.outputs().get(i);
        Field field = shape.output().getFields().get(i);
        Integer place = computed.get(ordinal);
        if (place != null) {
          columns.add(result.computed().get(place).renamed(field));
        } else if (kept == null) {
          columns.add(batch.column(ordinal).renamed(field));
        } else {
          columns.add(Take.rows(field, List.of(batch.column(ordinal)), kept, allocator));
        }
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  protected void release() {
    evaluator.close();
  }
}
