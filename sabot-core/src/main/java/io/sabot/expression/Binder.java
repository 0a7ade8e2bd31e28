package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.internal.text.NearestName;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Types expressions against a schema. What comes out cannot fail for its types any more: columns
 * are ordinals, arguments have the types their function takes, conversions are explicit. What
 * cannot work is refused with the mend in the message.
 *
 * <p>Integer literals take the type of the other side where their value fits it; a null literal
 * takes any type. All other conversions are those of {@link Types#common}.
 */
public final class Binder {
  private final String where;
  private final Schema schema;

  private Binder(String where, Schema schema) {
    this.where = where;
    this.schema = schema;
  }

  /**
   * Types an expression.
   *
   * @param where the operator, for messages
   * @throws io.sabot.PlanException where a column, function or type does not fit
   */
  public static BoundExpression bind(String where, Expression expression, Schema schema) {
    return new Binder(where, schema).bind(expression);
  }

  /** As {@link #bind}, of an expression that must be boolean (or the null literal). */
  public static BoundExpression bindPredicate(String where, Expression predicate, Schema schema) {
    BoundExpression bound = bind(where, predicate, schema);
    if (bound.type() instanceof ArrowType.Bool) {
      return bound;
    }
    if (bound.type() instanceof ArrowType.Null) {
      return Conversions.to(bound, Types.BOOL);
    }
    throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule("predicate must be boolean")
        .but("\"%s\" is %s".formatted(predicate, Types.name(bound.type())))
        .cure("compare it, e.g. " + example(predicate, bound.type()))
        .plan();
  }

  private static String example(Expression predicate, ArrowType type) {
    List<String> columns = predicate.columns();
    String column = columns.isEmpty() ? "x" : columns.getFirst();
    return Types.isNumber(type)
        ? "col(\"" + column + "\").gt(1)"
        : Types.isText(type)
            ? "col(\"" + column + "\").eq(\"text\")"
            : "col(\"" + column + "\").isNotNull()";
  }

  /**
   * The field of the result column: name of the expression, its type and nullability; a column
   * keeps its children and metadata.
   */
  public static Field outputField(String where, Expression expression, Schema schema) {
    String name = expression.outputName();
    BoundExpression bound = bind(where, expression, schema);
    if (bound instanceof BoundColumn column) {
      Field field = schema.getFields().get(column.ordinal());
      FieldType type =
          new FieldType(
              field.isNullable(), field.getType(), field.getDictionary(), field.getMetadata());
      return new Field(name, type, field.getChildren());
    }
    return new Field(name, new FieldType(bound.nullable(), bound.type(), null), null);
  }

  /**
   * The place of a column.
   *
   * @throws io.sabot.PlanException where there is none, naming the nearest match
   */
  public static int ordinal(String where, String name, Schema schema) {
    List<Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        return i;
      }
    }
    throw unknownColumn(where, name, schema);
  }

  private static RuntimeException unknownColumn(String where, String name, Schema schema) {
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    String columns = names.isEmpty() ? "there are no columns" : "columns are: " + list(names);
    return Problem.at(where, ErrorCode.UNKNOWN_COLUMN)
        .rule("every column must exist")
        .but("\"" + name + "\" does not")
        .cure(NearestName.hint(name, names) + columns)
        .plan();
  }

  /** Up to twelve names; wide tables would drown the message. */
  private static String list(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + ", and " + (names.size() - 12) + " more";
  }

  private BoundExpression bind(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference(String name) -> column(name);
      case Expression.Literal(Constant constant) -> new BoundLiteral(constant);
      case Expression.Alias(Expression argument, String name) -> bind(argument);
      case Expression.Cast(Expression argument, ArrowType type) ->
          cast(expression, bind(argument), type, false);
      case Expression.Call call -> call(call);
    };
  }

  private BoundExpression column(String name) {
    int ordinal = ordinal(where, name, schema);
    Field field = schema.getFields().get(ordinal);
    return new BoundColumn(ordinal, name, field.getType(), field.isNullable());
  }

  private BoundExpression call(Expression.Call call) {
    Function function = function(call.function());
    List<BoundExpression> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(bind(argument));
    }
    if (function == Function.TRY_CAST && arguments.size() == 2) {
      return cast(call, arguments.getFirst(), arguments.get(1).type(), true);
    }
    return new FunctionTypes(where, call, function, arguments).bind();
  }

  private Function function(String name) {
    for (Function function : Function.values()) {
      if (function.text().equals(name)) {
        return function;
      }
    }
    List<String> names = new ArrayList<>();
    for (Function function : Function.values()) {
      names.add(function.text());
    }
    throw Problem.at(where, ErrorCode.UNKNOWN_FUNCTION)
        .rule("every function must exist")
        .but("\"" + name + "\" does not")
        .cure(NearestName.hint(name, names) + "functions are: " + String.join(", ", names))
        .plan();
  }

  private BoundExpression cast(
      Expression text, BoundExpression argument, ArrowType type, boolean lenient) {
    if (argument.type().equals(type)) {
      return argument;
    }
    if (!Casts.allowed(argument.type(), type)) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("a cast must be between types that convert")
          .but("\"%s\" is %s".formatted(text, Types.name(argument.type())))
          .cure(
              "%s does not convert to %s; cast to a type between them, e.g. Utf8, or select the column as it is"
                  .formatted(Types.name(argument.type()), Types.name(type)))
          .plan();
    }
    Zones.check(where, text, argument.type(), type);
    return Conversions.cast(argument, type, lenient);
  }
}
