package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.SchemaCheck;
import io.sabot.batch.Take;
import io.sabot.state.KeyGroups;
import io.sabot.state.PartitionHash;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** What tables of kept rows share when they are written and read. */
public final class StateRows {
  private StateRows() {}

  /** Refuses rows of another operator; closes them then. */
  public static void check(String where, String table, Schema schema, Batch rows) {
    String difference = SchemaCheck.difference(schema, rows.schema());
    if (difference != null) {
      rows.close();
      throw Problem.at(where, ErrorCode.INVALID_SNAPSHOT)
          .rule("state \"" + table + "\" must be restored into the operator that wrote it")
          .but(difference)
          .cure(
              "restore it with the same keys, columns and aggregates, or start without a snapshot")
          .run();
    }
  }

  /** The rows of a dense batch whose key lies in the groups. */
  public static RowIds inGroups(
      Batch piece, int[] keyOrdinals, KeyGroups groups, BufferAllocator allocator) {
    List<Column> keys = new ArrayList<>();
    for (int ordinal : keyOrdinals) {
      keys.add(piece.column(ordinal));
    }
    long[] hashes = PartitionHash.of(keys, piece.length(), allocator);
    RowIds rows = new RowIds(hashes.length);
    for (int i = 0; i < hashes.length; i++) {
      if (groups.contains(KeyGroups.of(hashes[i]))) {
        rows.add(i);
      }
    }
    return rows;
  }

  /** Gathers rows of a dense batch, which stays; the columns pass to the caller. */
  public static List<Column> take(Batch piece, RowIds rows, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    try {
      for (Column column : piece.columns()) {
        columns.add(Take.rows(column, rows, allocator));
      }
      return columns;
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }
}
