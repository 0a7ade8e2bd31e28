package io.sabot.sink;

import io.sabot.batch.Batch;
import java.util.List;

/**
 * One run's writing to a sink: {@code write}s, then {@code prepare} and {@code commit} for each
 * transaction, or {@code abort}. After a failure only {@code abort} and {@code close} are called.
 */
public interface SinkWriter extends AutoCloseable {
  /** Writes the selected rows; the batch passes to the writer, also when this throws. */
  void write(Batch batch);

  /** Makes all written so far durable under an id, without showing it. */
  void prepare(long id);

  /** Shows what was prepared under the id; may be repeated. */
  void commit(long id);

  /**
   * As {@link #commit(long)}, and with it, as one, the places of the sources. Called in its place
   * where the sink {@link Sink#commitsOffsets}.
   *
   * @param offsets what each reader that commits gave; see {@link
   *     io.sabot.source.SplitReader#offsets}
   */
  default void commit(long id, List<Object> offsets) {
    throw new UnsupportedOperationException("a sink that commits offsets takes them");
  }

  /**
   * Asks a call that waits on another thread to give up, because the run is to end; by what it
   * returns or throws does not matter. The one method that is called while another runs.
   */
  default void stop() {}

  /** Drops what was not committed. */
  void abort();

  /** Frees everything; what was not committed is dropped. */
  @Override
  void close();
}
