package io.sabot.benchmarks;

import io.sabot.memory.RootMemory;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** Batches that stay with the caller, as another engine reads them. */
final class RootsReader extends ArrowReader {
  private final List<VectorSchemaRoot> roots;
  private int next;
  private long bytes;

  RootsReader(List<VectorSchemaRoot> roots) {
    super(RootMemory.root());
    this.roots = roots;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (next == roots.size()) {
      return false;
    }
    prepareLoadNextBatch();
    try (ArrowRecordBatch batch = new VectorUnloader(roots.get(next++)).getRecordBatch()) {
      bytes += batch.computeBodyLength();
      loadRecordBatch(batch);
    }
    return true;
  }

  @Override
  public long bytesRead() {
    return bytes;
  }

  @Override
  protected void closeReadSource() {
    next = roots.size();
  }

  @Override
  protected Schema readSchema() {
    return roots.getFirst().getSchema();
  }
}
