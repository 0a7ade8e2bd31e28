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
  private final ColumnNames names;

  /**
   * A binder for all expressions of an operator.
   *
   * @param where the operator, for messages
   */
  public Binder(String where, Schema schema) {
    this.where = where;
    this.schema = schema;
    this.names = new ColumnNames(schema);
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
    BoundExpression bound = new Binder(where, schema).bindValue(predicate);
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

  /** As {@link #outputField(Expression)}, of one expression. */
  public static Field outputField(String where, Expression expression, Schema schema) {
    return new Binder(where, schema).outputField(expression);
  }

  /**
   * The field of the result column: name of the expression, its type and nullability; a column
   * keeps its children and metadata.
   */
  public Field outputField(Expression expression) {
    return field(expression, bind(expression));
  }

  /** As {@link #outputField(Expression)}, of an expression bound by {@link #bindValue}. */
  public Field valueField(Expression expression) {
    return field(expression, bindValue(expression));
  }

  private Field field(Expression expression, BoundExpression bound) {
    String name = expression.outputName();
    if (bound instanceof BoundColumn column) {
      Field field = schema.getFields().get(column.ordinal());
      FieldType type =
          new FieldType(
              field.isNullable(), field.getType(), field.getDictionary(), field.getMetadata());
      return new Field(name, type, field.getChildren());
    }
    FieldType type = new FieldType(bound.nullable(), bound.type(), null);
    return new Field(name, type, bound.children());
  }

  /**
   * Types an expression whose result goes on as it is: a bare column passes whatever it holds.
   *
   * @throws io.sabot.PlanException where a column, function or type does not fit
   */
  public BoundExpression bind(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference(String name) -> column(names.ordinal(where, name));
      case Expression.Alias(Expression argument, String name) -> bind(argument);
      default -> bindValue(expression);
    };
  }

  /**
   * Types an expression whose values are looked at, such as a key or the argument of a function:
   * also a bare column must hold values, not indices into a dictionary that is not there.
   *
   * @throws io.sabot.PlanException where a column, function or type does not fit
   */
  public BoundExpression bindValue(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference(String name) -> value(names.ordinal(where, name));
      case Expression.Literal(Constant constant) -> new BoundLiteral(constant);
      case Expression.Alias(Expression argument, String name) -> bindValue(argument);
      case Expression.Cast(Expression argument, ArrowType type) ->
          cast(expression, bindValue(argument), type, false);
      case Expression.Call call -> call(call);
      case Expression.UserCall call ->
          UserCalls.bind(where, call, call.arguments().stream().map(this::bindValue).toList());
    };
  }

  /**
   * How the user functions of an expression run, innermost first, e.g. {@code tariff: translated}
   * or {@code tariff: called in a loop, it divides by what may be 0}.
   *
   * @throws io.sabot.PlanException where a column, function or type does not fit
   */
  public static List<String> userFunctions(String where, Expression expression, Schema schema) {
    List<String> lines = new ArrayList<>();
    new Binder(where, schema).describe(expression, lines);
    return lines;
  }

  private void describe(Expression expression, List<String> lines) {
    switch (expression) {
      case Expression.ColumnReference column -> {}
      case Expression.Literal literal -> {}
      case Expression.Alias(Expression argument, String name) -> describe(argument, lines);
      case Expression.Cast(Expression argument, ArrowType type) -> describe(argument, lines);
      case Expression.Call call -> call.arguments().forEach(part -> describe(part, lines));
      case Expression.UserCall call -> {
        call.arguments().forEach(part -> describe(part, lines));
        lines.add(
            UserCalls.describe(
                where, call, call.arguments().stream().map(this::bindValue).toList()));
      }
    }
  }

  private BoundExpression value(int ordinal) {
    MissingDictionary.refuse(where, schema.getFields().get(ordinal));
    return column(ordinal);
  }

  private BoundExpression column(int ordinal) {
    Field field = schema.getFields().get(ordinal);
    return new BoundColumn(
        ordinal, field.getName(), field.getType(), field.isNullable(), field.getChildren());
  }

  private BoundExpression call(Expression.Call call) {
    Function function = function(call.function());
    List<BoundExpression> arguments = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      arguments.add(bindValue(argument));
    }
    if (function == Function.TRY_CAST && arguments.size() == 2) {
      return cast(call, arguments.getFirst(), arguments.get(1).type(), true);
    }
    return FunctionTypes.bind(new FunctionCall(where, call, function, arguments));
  }

  private Function function(String name) {
    Function named = Function.of(name);
    if (named != null) {
      return named;
    }
    List<String> known = new ArrayList<>();
    for (Function function : Function.values()) {
      known.add(function.text());
    }
    throw Problem.at(where, ErrorCode.UNKNOWN_FUNCTION)
        .rule("every function must exist")
        .but("\"" + name + "\" does not")
        .cure(NearestName.hint(name, known) + "functions are: " + String.join(", ", known))
        .plan();
  }

  private BoundExpression cast(
      Expression text, BoundExpression argument, ArrowType type, boolean lenient) {
    requireWidth(text, type);
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

  private void requireWidth(Expression text, ArrowType type) {
    if (type instanceof ArrowType.Int integer && !Types.isWidth(integer.getBitWidth())) {
      throw Problem.at(where, ErrorCode.TYPE_MISMATCH)
          .rule("an integer must have 8, 16, 32 or 64 bits")
          .but("\"%s\" asks for %s".formatted(text, Types.name(type)))
          .cure("cast to Int8, Int16, Int32 or Int64, or to UInt8, UInt16, UInt32 or UInt64")
          .plan();
    }
  }
}
