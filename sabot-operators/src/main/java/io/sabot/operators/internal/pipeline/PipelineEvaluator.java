package io.sabot.operators.internal.pipeline;

import io.sabot.batch.Batch;

/** Computes a {@link PipelineShape}; of one run, used by one thread at a time. */
public interface PipelineEvaluator extends AutoCloseable {
  /**
   * The rows that are left of a batch of at least one row, and what is computed for them. The batch
   * stays with the caller and may carry a selection.
   *
   * @throws io.sabot.RunException where a row fails, naming verb, expression, row and value
   */
  PipelineResult evaluate(Batch batch);

  @Override
  void close();
}
