package io.sabot.operators.internal.pipeline;

import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import java.util.List;

/**
 * What a pipeline made of a batch.
 *
 * @param kept the rows of the batch that are left
 * @param extent which rows the columns have
 * @param computed one column per computed output ({@link PipelineShape#computedOutputs}); they pass
 *     to the receiver
 */
public record PipelineResult(Selection kept, Extent extent, List<Column> computed)
    implements AutoCloseable {
  /** Which rows computed columns have. */
  public enum Extent {
    /** Those that are left. */
    KEPT_ROWS,
    /** All rows of the batch; those that are not left hold anything. */
    ALL_ROWS
  }

  /** No row is left. */
  public static final PipelineResult NONE =
      new PipelineResult(Selection.NONE, Extent.KEPT_ROWS, List.of());

  public PipelineResult {
    computed = List.copyOf(computed);
  }

  /** Closes the columns. */
  @Override
  public void close() {
    computed.forEach(Column::close);
  }
}
