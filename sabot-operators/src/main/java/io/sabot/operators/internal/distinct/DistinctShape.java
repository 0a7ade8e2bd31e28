package io.sabot.operators.internal.distinct;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.KeyTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What makes rows of a schema different.
 *
 * @param schema the columns that come and go
 * @param keys ordinals of the columns that are compared
 */
@SuppressWarnings("ArrayRecordComponent")
public record DistinctShape(Schema schema, int[] keys) {
  /** The key columns of a batch, which stay with it. */
  List<Column> keysOf(Batch batch) {
    List<Column> columns = new ArrayList<>();
    for (int key : keys) {
      columns.add(batch.column(key));
    }
    return columns;
  }

  /** The key columns by name and type. */
  List<String> keyNames() {
    List<String> names = new ArrayList<>();
    for (int key : keys) {
      Field field = schema.getFields().get(key);
      names.add((field.getName() + " " + field.getType()).replace('\n', ' '));
    }
    return names;
  }

  /** A table for such keys. */
  KeyTable table(RunContext context, Reservation reservation) {
    List<ArrowType> types = new ArrayList<>();
    for (int key : keys) {
      types.add(schema.getFields().get(key).getType());
    }
    return KeyTable.of(types, KeyTable.Nulls.EQUAL, context, reservation);
  }
}
