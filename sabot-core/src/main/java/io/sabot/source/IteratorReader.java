package io.sabot.source;

import io.sabot.internal.run.ProcessBatchRun;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import java.util.Iterator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads an iterator that gives its batches away, and closes it where it can be closed. */
final class IteratorReader implements SplitReader {
  private final String source;
  private final Schema schema;
  private final Iterator<VectorSchemaRoot> batches;
  private final BlockingCall call = new BlockingCall();
  private boolean ended;

  IteratorReader(String source, Schema schema, Iterator<VectorSchemaRoot> batches) {
    this.source = source;
    this.schema = schema;
    this.batches = batches;
  }

  @Override
  public Step poll() {
    return call.of(this::next);
  }

  private Step next() {
    if (ended || !batches.hasNext()) {
      ended = true;
      return Step.DONE;
    }
    return step(batches.next(), schema, source);
  }

  /** A batch taken over and held to the schema; for none, what is held back may go on. */
  static Step step(VectorSchemaRoot root, Schema schema, String source) {
    return root == null
        ? new Step.Pass(Signal.FLUSH)
        : new Step.Emit(ProcessBatchRun.own(root, schema, source));
  }

  @Override
  public void stop() {
    call.stop();
  }

  @Override
  public void close() {
    ended = true;
    if (batches instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException("the iterator could not be closed", failure);
      }
    }
  }
}
