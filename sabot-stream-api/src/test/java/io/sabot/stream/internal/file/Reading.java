package io.sabot.stream.internal.file;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.internal.run.Views;
import io.sabot.operator.BatchIterator;
import io.sabot.operator.Stage;
import io.sabot.source.Source;
import io.sabot.stream.internal.table.TablePrinter;
import io.sabot.testkit.SeekCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Runs a source to its end under an allocator that must be empty afterwards. */
public final class Reading {
  private Reading() {}

  /** Lends every batch of a run. */
  public static void forEach(Source source, int batchRows, Consumer<VectorSchemaRoot> action) {
    try (RootAllocator allocator = new RootAllocator()) {
      RunOptions options = RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(batchRows);
      try (BatchIterator batches =
          Views.iterator(new Stage.Read(source, Origin.UNKNOWN), options)) {
        while (batches.hasNext()) {
          try (VectorSchemaRoot batch = batches.next()) {
            action.accept(batch);
          }
        }
      }
    }
  }

  /** Seeks every batch of every split. */
  public static void assertSeeks(Source source, int batchRows) {
    try (RootAllocator allocator = new RootAllocator()) {
      SeekCheck.assertContinues(
          source,
          RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(batchRows),
          Integer.MAX_VALUE);
    }
  }

  /** Rows of a run. */
  public static long count(Source source) {
    long[] rows = {0};
    forEach(source, 64 * 1024, batch -> rows[0] += batch.getRowCount());
    return rows[0];
  }

  /** The rows of a run, each as the text of its values. */
  public static List<String> rows(Source source, int batchRows) {
    List<String> rows = new ArrayList<>();
    forEach(source, batchRows, batch -> add(rows, batch));
    return rows;
  }

  private static void add(List<String> rows, VectorSchemaRoot batch) {
    for (int row = 0; row < batch.getRowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        cells.add(text(vector.getObject(row)));
      }
      rows.add(String.join("|", cells));
    }
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? java.util.HexFormat.of().formatHex(bytes) : value + "";
  }

  /** The rows of a run as a printed table. */
  public static String table(Source source) {
    TablePrinter printer = new TablePrinter(source.schema(), 20);
    forEach(source, 64 * 1024, printer::add);
    StringBuilder text = new StringBuilder();
    printer.print(text);
    return text.toString();
  }
}
