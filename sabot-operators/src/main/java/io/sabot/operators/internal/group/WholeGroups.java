package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import org.jspecify.annotations.Nullable;

/** Groups of which all is known. */
interface WholeGroups {
  /** What a group takes in an output batch, about. */
  double bytesPerGroup();

  /**
   * The results of consecutive groups, or null where there is none left; they pass to the caller.
   */
  @Nullable Batch finish(int first, int limit);
}
