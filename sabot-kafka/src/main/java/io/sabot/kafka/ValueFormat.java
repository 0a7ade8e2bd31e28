package io.sabot.kafka;

import org.apache.arrow.vector.types.pojo.Schema;

/** What the values of a topic look like: immutable, and opened anew by each run. */
public interface ValueFormat {
  /** What {@code explain()} calls it. */
  String name();

  /** The columns that values are read into, known without a run. */
  Schema schema();

  /**
   * Opens a decoder.
   *
   * @param needed the columns that the run needs, some of those of {@link #schema} in any order:
   *     the ones the decoder appends to, numbered as here
   */
  RecordDecoder open(Schema needed);
}
