package io.sabot.operators.internal.expression;

import static java.util.Objects.requireNonNull;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.MarkedRows;
import io.sabot.batch.Selection;
import io.sabot.operators.internal.pipeline.PipelineResult;
import io.sabot.operators.internal.pipeline.PipelineResult.Extent;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Puts what the slices of a batch gave together. */
final class Slices implements AutoCloseable {
  private final Batch batch;
  private final List<FixedAppender> appenders = new ArrayList<>();
  private int @Nullable [] rows;
  private int seen;
  private int count;
  private @Nullable Extent extent;

  /** Nothing of a batch yet. */
  Slices(Batch batch, List<Field> fields, BufferAllocator allocator) {
    this.batch = batch;
    for (Field field : fields) {
      appenders.add(new FixedAppender(field, batch.rowCount(), allocator));
    }
  }

  /** Takes over what the next slice gave, which was so many rows long. */
  void add(PipelineResult slice, int length) {
    int more = slice.kept().count(batch.length());
    if (rows == null && more < length) {
      rows = new int[batch.rowCount()];
      number(batch.selection(), seen, 0);
    }
    if (rows != null) {
      number(slice.kept(), more, count);
    }
    if (more > 0) {
      extent = slice.extent();
      skip();
    }
    seen += length;
    count += more;
    add(slice.computed());
  }

  /** What the slices to come must give, or null where it is still open. */
  @Nullable Extent extent() {
    return extent;
  }

  /** Slices of which no row is left gave no column. */
  private void skip() {
    if (extent == Extent.ALL_ROWS) {
      appenders.forEach(appender -> appender.skipTo(seen));
    }
  }

  /** Notes the first rows of a selection. */
  private void number(Selection selection, int size, int at) {
    int[] to = requireNonNull(rows);
    switch (selection) {
      case Selection.Rows(int[] numbers, int all) -> System.arraycopy(numbers, 0, to, at, size);
      case MarkedRows marked -> System.arraycopy(marked.rows(), 0, to, at, size);
      case Selection.Range(int start, int end) -> ascending(start, to, at, size);
      default -> ascending(0, to, at, size);
    }
  }

  private static void ascending(int start, int[] to, int at, int size) {
    for (int i = 0; i < size; i++) {
      to[at + i] = start + i;
    }
  }

  private void add(List<Column> columns) {
    int next = 0;
    try {
      for (; next < columns.size(); next++) {
        appenders.get(next).add(columns.get(next));
      }
    } finally {
      for (; next < columns.size(); next++) {
        columns.get(next).close();
      }
    }
  }

  /** The rows and columns of all slices; columns pass to the caller. */
  PipelineResult finish() {
    if (count == 0) {
      return PipelineResult.NONE;
    }
    skip();
    List<Column> columns = new ArrayList<>();
    try {
      for (FixedAppender appender : appenders) {
        columns.add(appender.finish());
      }
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
    return new PipelineResult(selection(), requireNonNull(extent), columns);
  }

  private Selection selection() {
    return rows == null ? batch.selection() : new Selection.Rows(rows, count);
  }

  @Override
  public void close() {
    appenders.forEach(FixedAppender::close);
  }
}
