package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.aggregate.Accumulator;
import io.sabot.operators.internal.table.StateRows;
import io.sabot.state.KeyGroups;
import io.sabot.state.StateTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** The groups as state, one row each: the key, then the state columns of each aggregate. */
final class GroupState implements StateTable {
  private final GroupShape shape;
  private final RunContext context;
  private final Groups groups;

  GroupState(GroupShape shape, RunContext context, Groups groups) {
    this.shape = shape;
    this.context = context;
    this.groups = groups;
  }

  @Override
  public String name() {
    return "groups";
  }

  @Override
  public Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (Field key : shape.keys().getFields()) {
      fields.add(keyField(key));
    }
    for (int i = 0; i < shape.calls.size(); i++) {
      String prefix = shape.calls.get(i).output().getName() + ":";
      for (Field field : groups.accumulators().get(i).stateFields()) {
        fields.add(named(prefix + field.getName(), field));
      }
    }
    return new Schema(fields);
  }

  static Field keyField(Field key) {
    return named("key:" + key.getName(), key);
  }

  private static Field named(String name, Field field) {
    FieldType type = new FieldType(field.isNullable(), field.getType(), null, field.getMetadata());
    return new Field(name, type, field.getChildren());
  }

  @Override
  public List<Batch> write(KeyGroups wanted) {
    if (shape.keyCount == 0) {
      return wanted.contains(0) ? global() : List.of();
    }
    List<Batch> batches = new ArrayList<>();
    try {
      int first = 0;
      for (Batch piece : groups.keys().pieces()) {
        RowIds rows = StateRows.inGroups(piece, ordinals(), wanted, context.allocator());
        if (rows.size() > 0) {
          batches.add(batch(piece, rows, first));
        }
        first += piece.length();
      }
      return batches;
    } catch (Throwable failure) {
      batches.forEach(Batch::close);
      throw failure;
    }
  }

  private int[] ordinals() {
    int[] ordinals = new int[shape.keyCount];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = i;
    }
    return ordinals;
  }

  private List<Batch> global() {
    groups.makeRoom();
    return List.of(state(new ArrayList<>(), new int[] {0}));
  }

  /** Some groups with their keys, in this order; they stay. */
  Batch rows(int[] ids) {
    if (shape.keyCount == 0) {
      return global().getFirst();
    }
    Schema schema = schema();
    List<Column> columns = new ArrayList<>();
    try {
      for (Column key : groups.keysOf(ids)) {
        try (key) {
          columns.add(key.renamed(schema.getFields().get(columns.size())));
        }
      }
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
    return state(columns, ids);
  }

  private Batch batch(Batch piece, RowIds rows, int first) {
    List<Column> columns = new ArrayList<>();
    try {
      for (int i = 0; i < shape.keyCount; i++) {
        columns.add(
            Take.rows(
                schema().getFields().get(i), List.of(piece.column(i)), rows, context.allocator()));
      }
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
    int[] ids = new int[rows.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = first + RowIds.row(rows.get(i));
    }
    return state(columns, ids);
  }

  /** Adds the state of groups behind their keys, which pass to the batch, also on failure. */
  private Batch state(List<Column> columns, int[] ids) {
    Schema schema = schema();
    try {
      for (Accumulator accumulator : groups.accumulators()) {
        for (Column column : accumulator.write(ids, ids.length)) {
          try (column) {
            columns.add(column.renamed(schema.getFields().get(columns.size())));
          }
        }
      }
      return Batch.of(schema, columns, ids.length);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public void read(Batch rows) {
    StateRows.check("GroupBy", name(), schema(), rows);
    try (Batch flat = rows.flat(context.allocator())) {
      List<Column> columns = flat.columns();
      int[] ids = groups.assign(columns.subList(0, shape.keyCount), flat.length());
      int next = shape.keyCount;
      for (Accumulator accumulator : groups.accumulators()) {
        int end = next + accumulator.stateFields().size();
        accumulator.read(columns.subList(next, end), ids, flat.length());
        next = end;
      }
    }
  }
}
