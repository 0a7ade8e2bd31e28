package io.sabot.state;

import io.sabot.batch.Batch;

/** Where the rows of a state group go. */
@FunctionalInterface
public interface StateOutput {
  /**
   * Takes rows of the schema of the state; the batch passes to the output, also when this throws.
   */
  void write(Batch rows);
}
