package io.sabot.operators.internal.pipeline;

import io.sabot.batch.Column;
import io.sabot.batch.Selection;
import java.util.List;

/**
 * What a pipeline made of a batch.
 *
 * @param kept the rows of the batch that are left
 * @param computed one column per computed output ({@link PipelineShape#computedOutputs}), of as
 *     many rows as are left; they pass to the receiver
 */
public record PipelineResult(Selection kept, List<Column> computed) implements AutoCloseable {
  /** No row is left. */
  public static final PipelineResult NONE = new PipelineResult(Selection.NONE, List.of());

  public PipelineResult {
    computed = List.copyOf(computed);
  }

  /** Closes the columns. */
  @Override
  public void close() {
    computed.forEach(Column::close);
  }
}
