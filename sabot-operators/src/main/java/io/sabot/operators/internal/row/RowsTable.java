package io.sabot.operators.internal.row;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.SchemaCheck;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * State without keys: rows in order, all of them in key group 0.
 *
 * @param name the table
 * @param schema the columns of its rows
 * @param writer gives the rows; the batches pass to the caller
 * @param reader takes rows over, batch by batch in the order written
 */
public record RowsTable(
    String name, Schema schema, Supplier<List<Batch>> writer, Consumer<Batch> reader)
    implements StateTable {

  @Override
  public List<Batch> write(KeyGroups groups) {
    return groups.contains(0) ? writer.get() : List.of();
  }

  @Override
  public void read(Batch rows) {
    String difference = SchemaCheck.difference(schema, rows.schema());
    if (difference != null) {
      rows.close();
      throw Problem.at("state table " + name, ErrorCode.INVALID_SNAPSHOT)
          .rule("a snapshot must have the columns of the operator that reads it")
          .but(difference)
          .cure("restore it into the plan that wrote it")
          .run();
    }
    reader.accept(rows);
  }
}
