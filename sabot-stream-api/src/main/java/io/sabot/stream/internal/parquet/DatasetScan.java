package io.sabot.stream.internal.parquet;

import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** One native scan of a file; closed in the reverse order of opening. */
final class DatasetScan implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ArrowReader reader;

  DatasetScan(Path path, @Nullable List<String> columns, int batchRows, BufferAllocator allocator)
      throws IOException {
    try {
      FileSystemDatasetFactory factory =
          opened(
              new FileSystemDatasetFactory(
                  allocator,
                  NativeMemoryPool.getDefault(),
                  FileFormat.PARQUET,
                  DatasetReader.uri(path)));
      Dataset dataset = opened(factory.finish());
      Scanner scanner = opened(dataset.newScan(options(columns, batchRows)));
      reader = opened(scanner.scanBatches());
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private static ScanOptions options(@Nullable List<String> columns, int batchRows) {
    return new ScanOptions.Builder(batchRows)
        .columns(Optional.ofNullable(columns).map(names -> names.toArray(String[]::new)))
        .build();
  }

  /** The schema of a file, without a scan: closing a scan waits for what it reads ahead. */
  static Schema schema(Path path, BufferAllocator allocator) throws IOException {
    try (FileSystemDatasetFactory factory =
        new FileSystemDatasetFactory(
            allocator,
            NativeMemoryPool.getDefault(),
            FileFormat.PARQUET,
            DatasetReader.uri(path))) {
      return factory.inspect();
    }
  }

  /** The next batch, sharing the memory the native side gave, or null at the end. */
  @Nullable Batch next() throws IOException {
    return reader.loadNextBatch() ? Doors.borrow(reader.getVectorSchemaRoot(), reader) : null;
  }

  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failure) {
        first = first == null ? new IOException(failure) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
