package io.sabot.source;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.batch.SchemaCheck;
import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.operator.Step;
import java.util.Iterator;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Sources over values at hand. */
public final class Sources {
  private Sources() {}

  /**
   * Roots that stay with the caller, who closes them after the last run: every run emits shares of
   * their memory. All have the schema of the first.
   */
  public static Source batches(List<VectorSchemaRoot> roots) {
    return new BorrowedBatches(roots, null);
  }
}
