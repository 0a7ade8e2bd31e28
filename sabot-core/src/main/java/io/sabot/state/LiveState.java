package io.sabot.state;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** What a run keeps by key, for other threads to look at while it works. */
public interface LiveState {
  /** What plans call it. */
  String name();

  /**
   * What is kept of a key at this moment: one row, all of whose values stem from the same rows of
   * the input. Any thread may ask; it waits for the batch that the run is at.
   *
   * @param key a value per key column, as {@link io.sabot.Expressions#lit} takes them
   * @param target where the row is born; it passes to the caller
   * @return null where the key is not held, or the run is closed
   * @throws io.sabot.PlanException where the key has not the columns, or not the types, of the
   *     state
   */
  @Nullable VectorSchemaRoot lookup(List<@Nullable Object> key, BufferAllocator target);
}
