package io.sabot.operators;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A user's function from a batch to a batch. */
@FunctionalInterface
public interface BatchFunction {
  /**
   * Computes the rows that take the place of a batch. The batch, of at least one row, is lent: once
   * this returns or throws, the runner closes each of its vectors that is not, by identity, in the
   * result. It may be returned itself. Never write into the vectors of the input: their memory is
   * shared with the source and other branches; write into new vectors. Vectors made here must be in
   * the result or closed here, also on the way to a throw.
   *
   * @return the new batch, which passes to the runner; null or no rows to emit nothing
   */
  @Nullable VectorSchemaRoot apply(VectorSchemaRoot batch);
}
