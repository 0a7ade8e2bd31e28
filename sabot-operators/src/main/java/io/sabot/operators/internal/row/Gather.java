package io.sabot.operators.internal.row;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Gathers rows of whole batches. */
public final class Gather {
  private Gather() {}

  /**
   * The rows of the ids, out of chunks that stay with the caller and whose selections are not
   * looked at: ids count the rows of their columns.
   */
  public static Batch rows(
      Schema schema, List<Batch> chunks, RowIds ids, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < schema.getFields().size(); i++) {
        Field field = schema.getFields().get(i);
        columns.add(Take.rows(field, columns(chunks, i), ids, allocator));
      }
      return Batch.of(schema, columns, ids.size());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** The selected rows of all chunks, one after the other. */
  public static Batch selected(Schema schema, List<Batch> chunks, BufferAllocator allocator) {
    RowIds ids = new RowIds(Math.toIntExact(chunks.stream().mapToLong(Batch::rowCount).sum()));
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      addSelected(ids, chunk, chunks.get(chunk));
    }
    return rows(schema, chunks, ids, allocator);
  }

  private static void addSelected(RowIds ids, int chunk, Batch batch) {
    RowIds rows = RowIds.of(batch.selection(), batch.length());
    for (int i = 0; i < rows.size(); i++) {
      ids.add(RowIds.id(chunk, (int) rows.get(i)));
    }
  }

  private static List<Column> columns(List<Batch> chunks, int ordinal) {
    List<Column> columns = new ArrayList<>(chunks.size());
    for (Batch chunk : chunks) {
      columns.add(chunk.column(ordinal));
    }
    return columns;
  }
}
