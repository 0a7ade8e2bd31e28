package io.sabot.operators.internal.row;

import io.sabot.ErrorCode;
import io.sabot.Expressions;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.SchemaCheck;
import io.sabot.expression.Binder;
import io.sabot.expression.BoundExpression;
import io.sabot.expression.ColumnNames;
import io.sabot.expression.Evaluator;
import io.sabot.expression.Expression;
import io.sabot.expression.MissingDictionary;
import io.sabot.expression.Types;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.backend.Backends;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where the columns of a union come from in one of its inputs. */
public final class UnionColumns implements AutoCloseable {
  private final Schema output;
  private final Evaluator evaluator;
  private final boolean converts;
  private final BufferAllocator allocator;

  private UnionColumns(
      Schema output, Evaluator evaluator, boolean converts, BufferAllocator allocator) {
    this.output = output;
    this.evaluator = evaluator;
    this.converts = converts;
    this.allocator = allocator;
  }

  /**
   * The schema of the union: the first input's columns, of the common type, nullable where any is.
   */
  public static Schema common(List<Schema> inputs) {
    List<Field> fields = new ArrayList<>(inputs.getFirst().getFields());
    for (int input = 1; input < inputs.size(); input++) {
      requireSameNames(inputs.getFirst(), inputs.get(input), input);
      ColumnNames names = new ColumnNames(inputs.get(input));
      for (int i = 0; i < fields.size(); i++) {
        int ordinal = names.ordinal("Union", fields.get(i).getName());
        Field other = inputs.get(input).getFields().get(ordinal);
        fields.set(i, common(fields.get(i), other, input));
      }
    }
    return new Schema(fields, inputs.getFirst().getCustomMetadata());
  }

  private static void requireSameNames(Schema first, Schema other, int input) {
    List<String> missing = missing(first, other);
    List<String> extra = missing(other, first);
    if (!missing.isEmpty() || !extra.isEmpty()) {
      throw Problem.at("Union", ErrorCode.SCHEMA_MISMATCH)
          .rule("all inputs must have the columns of the first")
          .but(
              "input "
                  + input
                  + (missing.isEmpty() ? "" : " lacks " + missing)
                  + (missing.isEmpty() || extra.isEmpty() ? "" : " and")
                  + (extra.isEmpty() ? "" : " adds " + extra))
          .cure("select the same columns of each input, renaming with as(..) where names differ")
          .plan();
    }
  }

  private static List<String> missing(Schema wanted, Schema found) {
    ColumnNames names = new ColumnNames(found);
    return wanted.getFields().stream()
        .map(Field::getName)
        .filter(name -> names.find(name) < 0)
        .toList();
  }

  /** Indices of one dictionary go on as they are; those of several would mix. */
  private static Field common(Field first, Field other, int input) {
    if (!Objects.equals(first.getDictionary(), other.getDictionary())) {
      MissingDictionary.refuse("Union", first);
      MissingDictionary.refuse("Union", other);
    }
    if (SchemaCheck.sameType(first, other)) {
      return eitherNullable(first, other);
    }
    ArrowType type =
        Types.isPlain(first.getType()) && Types.isPlain(other.getType())
            ? Types.common(first.getType(), other.getType())
            : null;
    if (type == null) {
      throw Problem.at("Union", ErrorCode.SCHEMA_MISMATCH)
          .rule("columns of one name must have a common type")
          .but(
              "\"%s\" is %s in input %d and %s before"
                  .formatted(
                      first.getName(), typeName(other, first), input, typeName(first, other)))
          .cure("cast one side, e.g. col(\"%s\").cast(..)".formatted(first.getName()))
          .plan();
    }
    boolean nullable = first.isNullable() || other.isNullable();
    return new Field(
        first.getName(), new FieldType(nullable, type, null, first.getMetadata()), null);
  }

  /** The name of a type; with its children where the names alone do not tell two apart. */
  private static String typeName(Field field, Field other) {
    String name = Types.name(field.getType());
    return name.equals(Types.name(other.getType())) ? name + field.getChildren() : name;
  }

  private static Field eitherNullable(Field first, Field other) {
    List<Field> children = new ArrayList<>();
    for (int i = 0; i < first.getChildren().size(); i++) {
      children.add(eitherNullable(first.getChildren().get(i), other.getChildren().get(i)));
    }
    boolean nullable = first.isNullable() || other.isNullable();
    return new Field(
        first.getName(),
        new FieldType(nullable, first.getType(), first.getDictionary(), first.getMetadata()),
        children);
  }

  /** How batches of an input become those of the union. */
  public static UnionColumns open(Schema input, Schema output, RunContext context) {
    Binder binder = new Binder("Union", input);
    ColumnNames names = new ColumnNames(input);
    List<BoundExpression> columns = new ArrayList<>();
    boolean converts = false;
    for (Field field : output.getFields()) {
      Field from = input.getFields().get(names.ordinal("Union", field.getName()));
      boolean same = SchemaCheck.sameType(from, field);
      Expression column = Expressions.col(field.getName());
      columns.add(binder.bind(same ? column : column.cast(field.getType())));
      converts |= !same;
    }
    Evaluator evaluator = new Backends().compile("Union", columns, input, context);
    return new UnionColumns(output, evaluator, converts, context.allocator());
  }

  /**
   * The same rows as a batch of the union; spends the batch. Only columns of another type than the
   * union's are copied.
   */
  public Batch arrange(Batch batch) {
    try (Batch input = converts ? batch.flat(allocator) : batch) {
      List<Column> columns = evaluator.evaluate(input);
      List<Column> renamed = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        renamed.add(columns.get(i).renamed(output.getFields().get(i)));
      }
      columns.forEach(Column::close);
      return input.withColumns(output, renamed).withSequence(Batch.NO_SEQUENCE);
    }
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
