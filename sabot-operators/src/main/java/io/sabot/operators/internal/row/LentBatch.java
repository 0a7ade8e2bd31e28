package io.sabot.operators.internal.row;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.internal.run.ProcessBatchRun;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A batch lent to a function that gives several results, some of which may share its vectors. */
public final class LentBatch implements AutoCloseable {
  private final VectorSchemaRoot root;
  private final Set<FieldVector> vectors = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Takes the root over. */
  public LentBatch(VectorSchemaRoot root) {
    this.root = root;
    vectors.addAll(root.getFieldVectors());
  }

  /** What is lent. */
  public VectorSchemaRoot root() {
    return root;
  }

  /**
   * Takes a result over, leaving the vectors it shares with this batch open; null where it has no
   * rows.
   */
  public @Nullable Batch receive(VectorSchemaRoot result, Schema declared, String where) {
    try {
      return result.getRowCount() == 0
          ? null
          : ProcessBatchRun.conform(Doors.borrow(result), declared, where);
    } finally {
      for (FieldVector vector : result.getFieldVectors()) {
        if (!vectors.contains(vector)) {
          vector.close();
        }
      }
    }
  }

  /** Closes every lent vector, also those that the function took out of the root. */
  @Override
  public void close() {
    vectors.forEach(FieldVector::close);
    root.close();
  }
}
