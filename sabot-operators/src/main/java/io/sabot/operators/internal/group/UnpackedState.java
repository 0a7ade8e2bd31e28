package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.operators.internal.table.KeyPacking;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The state of packed groups with the keys that the words stand for, as other groups have them, so
 * that what is known of a key comes together wherever it was.
 *
 * @param plain how groups look that are not packed
 * @param shape how packed ones do
 */
record UnpackedState(GroupShape plain, GroupShape shape, KeyPacking packing) {
  /** The keys of a column of words, which stays; they pass to the caller. */
  List<Column> keys(Column words) {
    return packing.unpack(words);
  }

  /** State of packed groups, which passes to this, with their keys. */
  Batch unpack(Batch packed) {
    List<Column> columns = new ArrayList<>();
    try (packed) {
      List<Field> fields = new ArrayList<>();
      for (Field key : plain.keys().getFields()) {
        fields.add(GroupState.keyField(key));
      }
      List<Field> states = packed.schema().getFields();
      fields.addAll(states.subList(1, states.size()));
      for (Column key : packing.unpack(packed.column(0))) {
        try (key) {
          columns.add(key.renamed(fields.get(columns.size())));
        }
      }
      for (Column column : packed.columns().subList(1, states.size())) {
        columns.add(column.share());
      }
      return Batch.of(new Schema(fields), columns, packed.length());
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }
}
