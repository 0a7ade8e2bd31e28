package io.sabot.operator;

import java.util.Iterator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The pull view of a run. Each batch passes to the caller, who closes it; closing the iterator, at
 * any moment and from any thread, frees everything else. Exhausted stays exhausted. Pulled by one
 * thread at a time; where another one has closed it before its end, pulling is an error ({@link
 * io.sabot.CancelledException}), so that nobody takes a part for the whole. Interrupting the
 * pulling thread cancels the run.
 */
public interface BatchIterator extends Iterator<VectorSchemaRoot>, AutoCloseable {
  /** The schema of every batch, known before the first and also where there is none. */
  Schema schema();

  @Override
  void close();
}
