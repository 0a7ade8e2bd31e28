package io.sabot.stream.internal.parquet;

import dev.hardwood.HardwoodContext;
import io.sabot.operator.RunContext;
import io.sabot.source.SplitReader;
import org.jspecify.annotations.Nullable;

/** The decoding threads of one run: started with its first open reader, ended with its last. */
final class HardwoodSession implements ParquetReader.Session {
  private @Nullable HardwoodContext context;
  private int readers;

  @Override
  public SplitReader open(ParquetFile file, ParquetFile.Part part, RunContext run) {
    return new HardwoodSplitReader(this, file, part, run);
  }

  synchronized HardwoodContext acquire() {
    if (context == null) {
      context = HardwoodContext.create(Runtime.getRuntime().availableProcessors());
    }
    readers++;
    return context;
  }

  synchronized void release() {
    readers--;
    if (readers == 0) {
      close(context);
      context = null;
    }
  }

  /**
   * Waits for the threads to end, interrupted or not: native decompressors, which they may be in,
   * are freed next. Closing waits for five seconds at most.
   */
  private static void close(HardwoodContext context) {
    boolean interrupted = Thread.interrupted();
    try {
      context.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
