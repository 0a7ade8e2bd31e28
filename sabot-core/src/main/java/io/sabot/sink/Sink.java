package io.sabot.sink;

import io.sabot.operator.RunContext;
import org.apache.arrow.vector.types.pojo.Schema;

/** A place for batches: immutable, opened anew by each run. */
public interface Sink {
  /** What errors and {@code explain()} call it. */
  String name();

  /** Opens a writer; nothing is visible at the target before a commit. */
  SinkWriter open(Schema schema, RunContext context);
}
