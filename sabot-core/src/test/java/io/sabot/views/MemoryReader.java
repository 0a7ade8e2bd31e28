package io.sabot.views;

import java.util.Iterator;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** An Arrow reader over roots in memory, which it loads into its one root. */
final class MemoryReader extends ArrowReader {
  private final Iterator<VectorSchemaRoot> roots;
  boolean closed;

  MemoryReader(BufferAllocator allocator, Iterator<VectorSchemaRoot> roots) {
    super(allocator);
    this.roots = roots;
  }

  @Override
  public boolean loadNextBatch() throws java.io.IOException {
    prepareLoadNextBatch();
    if (!roots.hasNext()) {
      return false;
    }
    try (VectorSchemaRoot root = roots.next()) {
      loadRecordBatch(new VectorUnloader(root).getRecordBatch());
    }
    return true;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    closed = true;
  }

  @Override
  protected Schema readSchema() {
    return Numbers.SCHEMA;
  }
}
