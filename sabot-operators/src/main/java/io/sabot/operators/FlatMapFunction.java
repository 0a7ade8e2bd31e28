package io.sabot.operators;

import java.util.Iterator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A user's function from a batch to any number of batches. */
@FunctionalInterface
public interface FlatMapFunction {
  /**
   * Computes the batches that take the place of one. They are pulled one at a time, each only when
   * the last has been taken away, so that any number of them needs the memory of one.
   *
   * <p>The batch, of at least one row, is lent until the iterator is exhausted or the run closed.
   * Each result passes to the runner, which closes every vector of it that is not, by identity, one
   * of the lent batch: results may share vectors with the batch, and with each other through it.
   * Results that are null or have no rows emit nothing.
   *
   * @return the batches, in order, null for none; closed at the end, or when the run closes early,
   *     where it is {@link AutoCloseable}
   */
  @Nullable Iterator<@Nullable VectorSchemaRoot> apply(VectorSchemaRoot batch);
}
