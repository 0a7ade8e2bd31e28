package io.sabot.state;

import io.sabot.batch.Batch;
import org.jspecify.annotations.Nullable;

/** Where the rows of a state group come from: batches as they were written, whole and checked. */
public interface StateInput {
  /** Bytes of the next batch, for those who reserve before they read; 0 at the end. */
  long nextBytes();

  /** The next batch, which passes to the caller; null at the end. */
  @Nullable Batch next();
}
