package io.sabot.stream.internal.parquet;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowGroupPredicate;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.FileSchema;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operator.RunContext;
import io.sabot.stream.internal.file.FileSplitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Reads one row group. What is open is closed in the order readers, file, threads. */
final class HardwoodSplitReader extends FileSplitReader {
  private final HardwoodSession session;
  private final ParquetFile file;
  private final ParquetFile.Part part;
  private final RunContext run;
  private @Nullable Open open;
  private long rows;

  HardwoodSplitReader(
      HardwoodSession session, ParquetFile file, ParquetFile.Part part, RunContext run) {
    super(file.name(), HardwoodReader.CURE);
    this.session = session;
    this.file = file;
    this.part = part;
    this.run = run;
  }

  @Override
  protected @Nullable Batch read() throws IOException {
    int count = nextCount();
    return count == 0 ? null : batch(count);
  }

  @Override
  protected boolean skip() throws IOException {
    return nextCount() > 0;
  }

  /** Rows of the next batch, or 0 at the end. A short read is never taken for the end. */
  private int nextCount() throws IOException {
    if (file.schema().getFields().isEmpty()) {
      return advance((int) Math.min(run.options().batchRows(), part.rows() - rows));
    }
    if (open == null) {
      open = new Open();
    }
    boolean more = open.columns.nextBatch();
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    if (more) {
      return advance(open.columns.getRecordCount());
    }
    if (rows != part.rows()) {
      throw new IOException(
          "a row group ends after %d of the %d rows in the footer".formatted(rows, part.rows()));
    }
    return 0;
  }

  private int advance(int count) {
    rows += count;
    return count;
  }

  private Batch batch(int count) {
    List<Column> columns = new ArrayList<>();
    try {
      NestedColumn nested = new NestedColumn(run.allocator());
      for (Field field : file.schema().getFields()) {
        columns.add(
            nested.of(
                field,
                open.schema.getField(field.getName()),
                open.leaves.get(field.getName()),
                count));
      }
      return Batch.of(file.schema(), columns, count);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  protected void rewind() {
    close();
    rows = 0;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  /** The open row group, its leaf readers grouped by the column they belong to. */
  private final class Open {
    final FileSchema schema;
    final ColumnReaders columns;
    final Map<String, List<ColumnReader>> leaves = new HashMap<>();
    private final ParquetFileReader reader;

    Open() throws IOException {
      var context = session.acquire();
      ParquetFileReader opened = null;
      try {
        opened = ParquetFileReader.open(new ChannelInput(file.path()), context);
        columns =
            opened
                .buildColumnReaders(projection(opened.getFileSchema()))
                .filter(RowGroupPredicate.byteRange(part.middle(), part.middle() + 1))
                .batchSize(run.options().batchRows())
                .build();
      } catch (Throwable failure) {
        closeQuietly(opened, failure);
        session.release();
        throw failure;
      }
      reader = opened;
      schema = reader.getFileSchema();
      requireUnchanged();
      for (int i = 0; i < columns.getColumnCount(); i++) {
        ColumnReader leaf = columns.getColumnReader(i);
        leaves
            .computeIfAbsent(
                leaf.getColumnSchema().fieldPath().topLevelName(), name -> new ArrayList<>())
            .add(leaf);
      }
    }

    private void requireUnchanged() {
      for (Field field : file.schema().getFields()) {
        if (!ParquetTypes.field(schema.getField(field.getName())).equals(field)) {
          close();
          throw new IllegalStateException(
              "column \"" + field.getName() + "\" has changed since the plan was made");
        }
      }
    }

    /** A dot in a projection means a field of a struct, so a column named with one takes all. */
    private ColumnProjection projection(FileSchema all) {
      List<Field> fields = file.schema().getFields();
      boolean dotted = fields.stream().anyMatch(field -> field.getName().contains("."));
      if (dotted || fields.size() == all.getRootNode().children().size()) {
        return ColumnProjection.all();
      }
      return ColumnProjection.columns(fields.stream().map(Field::getName).toArray(String[]::new));
    }

    private void closeQuietly(@Nullable ParquetFileReader opened, Throwable failure) {
      try {
        if (opened != null) {
          opened.close();
        }
      } catch (IOException | RuntimeException second) {
        failure.addSuppressed(second);
      }
    }

    void close() {
      try (reader) {
        columns.close();
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      } finally {
        session.release();
      }
    }
  }
}
