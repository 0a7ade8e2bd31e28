package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A call that is being typed: what the typing rules of all families need.
 *
 * @param where the operator, for messages
 * @param call the call as it was written
 * @param function its function
 * @param arguments its arguments, typed, as they were given
 */
record FunctionCall(
    String where, Expression.Call call, Function function, List<BoundExpression> arguments) {

  /** A call whose null results are those of null arguments, and which fails only with them. */
  BoundExpression of(List<BoundExpression> converted, ArrowType result) {
    return new BoundCall(
        function, converted, result, anyNullable(converted), anyCanFail(converted));
  }

  /** As {@link #of}, of a function that fails on some values. */
  BoundExpression failing(List<BoundExpression> converted, ArrowType result) {
    return new BoundCall(function, converted, result, anyNullable(converted), true);
  }

  /** As {@link #of}, of a function that gives null for some values. */
  BoundExpression maybeNull(List<BoundExpression> converted, ArrowType result) {
    return new BoundCall(function, converted, result, true, anyCanFail(converted));
  }

  /** All arguments in the type they have in common. */
  List<BoundExpression> common(List<BoundExpression> values, String what) {
    ArrowType type = commonType(values);
    if (type == null || !convertible(values, type)) {
      throw different(values, what);
    }
    return values.stream().map(value -> Conversions.to(value, type)).toList();
  }

  private static boolean convertible(List<BoundExpression> values, ArrowType type) {
    return values.stream()
        .allMatch(value -> value.type().equals(type) || Casts.allowed(value.type(), type));
  }

  /**
   * Columns decide first, literals adapt to them, and only those that do not fit widen the type.
   */
  static @Nullable ArrowType commonType(List<BoundExpression> values) {
    ArrowType type = ArrowType.Null.INSTANCE;
    for (BoundExpression value : values) {
      if (!(value instanceof BoundLiteral)) {
        type = type == null ? null : Types.common(type, value.type());
      }
    }
    ArrowType columns = type;
    for (BoundExpression value : values) {
      if (value instanceof BoundLiteral && type != null) {
        type = Types.common(type, Conversions.adapted(value, columns));
      }
    }
    return type;
  }

  /** A condition, or the null literal as one. */
  BoundExpression condition(BoundExpression argument) {
    if (argument.type() instanceof ArrowType.Bool || argument.type() instanceof ArrowType.Null) {
      return Conversions.to(argument, BOOL);
    }
    throw refuse(
        argument,
        "\"" + function.text() + "\" takes booleans",
        "compare it, e.g. with gt(0) or isNotNull(); " + Kind.BOOLEAN.works());
  }

  /** Values that become one column. */
  List<BoundExpression> merged(List<BoundExpression> values) {
    for (BoundExpression value : values) {
      if (!Types.isPlain(value.type())) {
        throw refuse(
            value,
            "\"" + function.text() + "\" merges plain values",
            "filter or select the column as a whole instead; " + Kind.PLAIN.works());
      }
    }
    return common(values, "\"" + function.text() + "\"");
  }

  /** The value of a literal argument; null where the argument is not there. */
  @Nullable Object literal(int index) {
    return index < arguments.size() && arguments.get(index) instanceof BoundLiteral(Constant c)
        ? c.value()
        : null;
  }

  /** The arguments, null literals as a type their parameter takes, integers as Int64. */
  List<BoundExpression> byParameters() {
    List<BoundExpression> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Kind kind = Arity.parameter(function, i, arguments.size()).kind();
      BoundExpression argument = arguments.get(i);
      ArrowType standIn = kind.standIn();
      if (standIn != null && (argument.type() instanceof ArrowType.Null || kind == Kind.INTEGER)) {
        argument = Conversions.to(argument, standIn);
      }
      converted.add(argument);
    }
    return converted;
  }

  RuntimeException different(List<BoundExpression> values, String what) {
    List<String> names = values.stream().map(value -> Types.name(value.type())).distinct().toList();
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(what + " needs values of one type")
        .but("\"%s\" has %s".formatted(call, String.join(" and ", names)))
        .cure(DifferentTypes.cure(values))
        .plan();
  }

  RuntimeException refuse(BoundExpression argument, String rule, String cure) {
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(rule)
        .but("\"%s\" is %s".formatted(argument, Types.name(argument.type())))
        .cure(cure)
        .plan();
  }

  static boolean isWideDecimal(ArrowType type) {
    return type instanceof ArrowType.Decimal t && t.getBitWidth() != 128;
  }

  static boolean anyNullable(List<BoundExpression> values) {
    return values.stream().anyMatch(BoundExpression::nullable);
  }

  static boolean anyCanFail(List<BoundExpression> values) {
    return values.stream().anyMatch(BoundExpression::canFail);
  }
}
