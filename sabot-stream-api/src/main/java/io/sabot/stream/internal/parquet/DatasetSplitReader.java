package io.sabot.stream.internal.parquet;

import io.sabot.batch.Batch;
import io.sabot.operator.RunContext;
import io.sabot.stream.internal.file.FileSplitReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Reads one file with arrow-dataset. */
final class DatasetSplitReader extends FileSplitReader {
  private final ParquetFile file;
  private final RunContext run;
  private @Nullable DatasetScan scan;

  DatasetSplitReader(ParquetFile file, ParquetFile.Part whole, RunContext run) {
    super(file.name(), HardwoodReader.CURE);
    this.file = file;
    this.run = run;
  }

  @Override
  protected @Nullable Batch read() throws IOException {
    if (scan == null) {
      scan =
          new DatasetScan(
              file.path(),
              file.schema().getFields().stream().map(Field::getName).toList(),
              run.options().batchRows(),
              run.allocator());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    return scan.next();
  }

  @Override
  protected void rewind() {
    close();
  }

  @Override
  public void close() {
    try (DatasetScan open = scan) {
      scan = null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
