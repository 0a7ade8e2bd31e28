package io.sabot.stream;

import io.sabot.operator.BatchIterator;
import io.sabot.sink.Sink;
import io.sabot.source.Source;
import io.sabot.stream.internal.csv.CsvSource;
import io.sabot.stream.internal.ipc.ArrowFileSink;
import io.sabot.stream.internal.ipc.ArrowFileSource;
import io.sabot.stream.internal.ipc.ArrowStreamSink;
import io.sabot.stream.internal.ipc.ArrowStreamSource;
import io.sabot.stream.internal.parquet.ParquetSource;
import io.sabot.stream.internal.table.TablePrinter;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The sources and sinks behind the file verbs of {@link Stream}. */
final class Files {
  private Files() {}

  static Source parquet(Path file) {
    return ParquetSource.of(file);
  }

  static Source csv(Path file, CsvOptions options) {
    return CsvSource.of(file, options);
  }

  static Source arrowFile(Path file) {
    return ArrowFileSource.of(file);
  }

  static Source arrowStream(Path file) {
    return ArrowStreamSource.of(file);
  }

  static Sink arrowFileSink(Path file) {
    return new ArrowFileSink(file);
  }

  static Sink arrowStreamSink(Path file) {
    return new ArrowStreamSink(file);
  }

  static void write(Stream stream, Sink sink) {
    Writing.run(stream, sink);
  }

  static void print(Stream stream, PrintStream out, int rows) {
    TablePrinter printer = new TablePrinter(stream.schema(), rows);
    try (BatchIterator batches = stream.iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          printer.add(batch);
        }
      }
    }
    printer.print(out);
  }
}
