package io.sabot.operators;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.expression.Types;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorProperties;
import io.sabot.operator.OperatorProperties.Density;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.UnaryRun;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.row.ListCursor;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row per element of a list column (list, list view, their large kinds, fixed-size list, map),
 * in order. The column becomes its elements under the same name, a map's structs of key and value;
 * the other columns repeat their value. Null and empty lists give no row; null elements give one.
 * Output batches hold about {@link RunOptions#batchRows} rows or {@link RunOptions#batchBytes} at
 * most, however long a list is.
 *
 * @param column the list column
 */
public record Unnest(String column) implements BatchOperator {
  @Override
  public Schema outputSchema(List<Schema> inputs) {
    List<Field> fields = new ArrayList<>(inputs.getFirst().getFields());
    int ordinal = ordinal(inputs.getFirst());
    fields.set(ordinal, element(fields.get(ordinal)));
    return new Schema(fields, inputs.getFirst().getCustomMetadata());
  }

  private Field element(Field list) {
    Field child = list.getChildren().getFirst();
    FieldType type =
        new FieldType(
            child.isNullable(), child.getType(), child.getDictionary(), child.getMetadata());
    return new Field(column, type, child.getChildren());
  }

  private int ordinal(Schema schema) {
    List<Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(column)) {
        if (isList(fields.get(i))) {
          return i;
        }
        throw refused(ErrorCode.TYPE_MISMATCH, Types.name(fields.get(i).getType()), fields);
      }
    }
    throw refused(ErrorCode.UNKNOWN_COLUMN, "not in the input", fields);
  }

  private static boolean isList(Field field) {
    return ListCursor.isList(Layout.of(field.getType()));
  }

  private RuntimeException refused(ErrorCode code, String found, List<Field> fields) {
    List<String> lists = fields.stream().filter(Unnest::isList).map(Field::getName).toList();
    return Problem.at("Unnest", code)
        .rule("the column must be a list or map")
        .but("\"" + column + "\" is " + found)
        .cure(lists.isEmpty() ? "the input has no list column" : "name one of " + lists)
        .plan();
  }

  @Override
  public OperatorProperties properties() {
    return OperatorProperties.ROW_INDEPENDENT.withDensity(Density.SPARSE);
  }

  @Override
  public OperatorRun open(RunContext context, List<Schema> inputs) {
    return new Run(context, outputSchema(inputs), ordinal(inputs.getFirst()));
  }

  private static final class Run extends UnaryRun {
    private final BufferAllocator allocator;
    private final RunOptions options;
    private final Schema schema;
    private final int ordinal;
    private @Nullable Batch input;
    private @Nullable ListCursor lists;
    private int limit;

    Run(RunContext context, Schema schema, int ordinal) {
      this.allocator = context.allocator();
      this.options = context.options();
      this.schema = schema;
      this.ordinal = ordinal;
    }

    @Override
    protected void process(Batch batch) {
      input = batch.flat(allocator);
      lists = new ListCursor(input.column(ordinal));
      limit = BatchLimit.rows(options, bytesPerRow());
    }

    private double bytesPerRow() {
      double bytes = BatchLimit.bytesPerRow(input.column(ordinal).child(0));
      for (int i = 0; i < input.columns().size(); i++) {
        bytes += i == ordinal ? 0 : BatchLimit.bytesPerRow(input.column(i));
      }
      return bytes;
    }

    @Override
    protected void more() {
      if (lists == null) {
        return;
      }
      RowIds rows = new RowIds(8);
      RowIds elements = new RowIds(8);
      lists.next(limit, rows, elements);
      if (rows.size() == 0) {
        release();
      } else {
        emit(gather(rows, elements));
      }
    }

    private Batch gather(RowIds rows, RowIds elements) {
      List<Column> columns = new ArrayList<>();
      try {
        for (int i = 0; i < input.columns().size(); i++) {
          columns.add(
              i == ordinal
                  ? elements(input.column(i).child(0), elements)
                  : Take.rows(input.column(i), rows, allocator));
        }
        return Batch.of(schema, columns, rows.size());
      } catch (Throwable failure) {
        columns.forEach(Column::close);
        throw failure;
      }
    }

    /** Elements that lie one behind the other, as they mostly do, are shared instead of copied. */
    private Column elements(Column values, RowIds ids) {
      Field field = schema.getFields().get(ordinal);
      if (!isRange(ids)) {
        return Take.rows(field, List.of(values), ids, allocator);
      }
      try (Column part = values.slice((int) ids.get(0), ids.size(), allocator)) {
        return part.renamed(field);
      }
    }

    private static boolean isRange(RowIds ids) {
      long first = ids.get(0);
      for (int i = 1; i < ids.size(); i++) {
        if (ids.get(i) != first + i) {
          return false;
        }
      }
      return true;
    }

    @Override
    protected void release() {
      if (input != null) {
        input.close();
        input = null;
        lists = null;
      }
    }
  }
}
