package io.sabot.operators.internal.row;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.SchemaCheck;
import io.sabot.expression.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where the columns of a union come from in one of its inputs. */
public final class UnionColumns {
  private final Schema output;
  private final int[] ordinals;

  private UnionColumns(Schema output, int[] ordinals) {
    this.output = output;
    this.ordinals = ordinals;
  }

  /** The schema of the union: the first input's columns, nullable where any input's are. */
  public static Schema common(List<Schema> inputs) {
    List<Field> fields = new ArrayList<>(inputs.getFirst().getFields());
    for (int input = 1; input < inputs.size(); input++) {
      requireSameNames(inputs.getFirst(), inputs.get(input), input);
      for (int i = 0; i < fields.size(); i++) {
        Field other = inputs.get(input).findField(fields.get(i).getName());
        fields.set(i, common(fields.get(i), other, input));
      }
    }
    return new Schema(fields, inputs.getFirst().getCustomMetadata());
  }

  private static void requireSameNames(Schema first, Schema other, int input) {
    List<String> wanted = first.getFields().stream().map(Field::getName).toList();
    List<String> found = other.getFields().stream().map(Field::getName).toList();
    List<String> missing = wanted.stream().filter(name -> !found.contains(name)).toList();
    List<String> extra = found.stream().filter(name -> !wanted.contains(name)).toList();
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

  private static Field common(Field first, Field other, int input) {
    if (!SchemaCheck.sameType(first, other)) {
      throw Problem.at("Union", ErrorCode.SCHEMA_MISMATCH)
          .rule("columns of one name must have one type")
          .but(
              "\"%s\" is %s in input 0 and %s in input %d"
                  .formatted(
                      first.getName(),
                      typeName(first, other),
                      typeName(other, first),
                      input))
          .cure("cast one side, e.g. col(\"%s\").cast(..)".formatted(first.getName()))
          .plan();
    }
    return eitherNullable(first, other);
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

  /** How batches of an input are arranged. */
  public static UnionColumns of(Schema input, Schema output) {
    int[] ordinals = new int[output.getFields().size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = input.getFields().indexOf(input.findField(output.getFields().get(i).getName()));
    }
    return new UnionColumns(output, ordinals);
  }

  /** The same rows as a batch of the union; spends the batch. No byte is copied. */
  public Batch arrange(Batch batch) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < ordinals.length; i++) {
      columns.add(batch.column(ordinals[i]).renamed(output.getFields().get(i)));
    }
    batch.close();
    return batch.withColumns(output, columns).withSequence(Batch.NO_SEQUENCE);
  }
}
