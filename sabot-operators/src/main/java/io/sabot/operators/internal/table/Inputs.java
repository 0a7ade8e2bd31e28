package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.expression.Expression;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** What an operator reads of its input: columns by name. */
public final class Inputs implements AutoCloseable {
  private final List<Field> fields;
  private final int[] ordinals;

  /** Finds the columns; refuses what does not exist. */
  public Inputs(
      String where, List<Expression> expressions, Schema input, RunContext context) {
    ordinals = ordinals(where, expressions, input);
    fields = fields(where, expressions, input);
  }

  private static int[] ordinals(String where, List<Expression> expressions, Schema input) {
    return Columns.ordinals(
        where, input, expressions.stream().map(e -> column(where, e)).toList());
  }

  /** The fields that expressions give, under their output names; refuses what does not exist. */
  public static List<Field> fields(String where, List<Expression> expressions, Schema input) {
    int[] ordinals = ordinals(where, expressions, input);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < ordinals.length; i++) {
      Field field = input.getFields().get(ordinals[i]);
      FieldType type = new FieldType(field.isNullable(), field.getType(), null, field.getMetadata());
      fields.add(new Field(expressions.get(i).outputName(), type, field.getChildren()));
    }
    return fields;
  }

  private static String column(String where, Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference(String name) -> name;
      case Expression.Alias(Expression argument, String name) -> column(where, argument);
      default ->
          throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
              .rule("keys and arguments must be columns")
              .but("\"" + expression + "\" is computed")
              .cure("compute it before, with withColumn")
              .plan();
    };
  }

  /** The columns of a flat batch, which stays with the caller; they pass to the caller. */
  public List<Column> columns(Batch flat) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < ordinals.length; i++) {
      columns.add(flat.column(ordinals[i]).renamed(fields.get(i)));
    }
    return columns;
  }

  @Override
  public void close() {}
}
