package io.sabot.expression;

import static io.sabot.expression.Types.BOOL;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The typing rule of each function, for one call. */
final class FunctionTypes {
  private final String where;
  private final Expression.Call call;
  private final Function function;
  private final List<BoundExpression> arguments;

  FunctionTypes(
      String where, Expression.Call call, Function function, List<BoundExpression> arguments) {
    this.where = where;
    this.call = call;
    this.function = function;
    this.arguments = arguments;
  }

  BoundExpression bind() {
    checkCount();
    return switch (function) {
      case EQ, NE, GT, GE, LT, LE, IN, BETWEEN -> comparison();
      case PLUS, MINUS, TIMES, DIV, INT_DIV, REM, NEGATE ->
          new ArithmeticTypes(where, call, function, arguments).bind();
      case AND, OR, NOT -> logic();
      case IS_NULL, IS_NOT_NULL ->
          new BoundCall(function, arguments, BOOL, false, anyCanFail(arguments));
      case COALESCE -> coalesce();
      case CASE -> cases();
      case TRY_CAST -> throw new IllegalStateException("bound as a cast");
    };
  }

  private void checkCount() {
    int count = arguments.size();
    boolean right =
        switch (function) {
          case NOT, NEGATE, IS_NULL, IS_NOT_NULL -> count == 1;
          case BETWEEN -> count == 3;
          case COALESCE -> count >= 1;
          case IN -> count >= 2;
          case CASE -> count >= 3 && count % 2 == 1;
          default -> count == 2;
        };
    if (!right) {
      throw Problem.at(where, ErrorCode.INVALID_ARGUMENT)
          .rule("a function must have the arguments it takes")
          .but("\"%s\" has %d".formatted(call, count))
          .cure("call it through its method, e.g. col(\"x\").plus(1)")
          .plan();
    }
  }

  private BoundExpression comparison() {
    for (BoundExpression argument : arguments) {
      if (!Types.isPlain(argument.type()) || isWideDecimal(argument.type())) {
        throw refuse(
            argument,
            "comparison takes values with an order",
            "compare a part of it, or test isNull()");
      }
    }
    List<BoundExpression> converted = sameBytes() ? arguments : common("comparison");
    return new BoundCall(function, converted, BOOL, anyNullable(converted), anyCanFail(converted));
  }

  /** Strings compare in whatever layout they come, and so do byte strings: no conversion. */
  private boolean sameBytes() {
    return arguments.stream().allMatch(argument -> Types.isText(argument.type()))
        || arguments.stream().allMatch(argument -> Types.isBinary(argument.type()));
  }

  private BoundExpression logic() {
    List<BoundExpression> converted = new ArrayList<>();
    for (BoundExpression argument : arguments) {
      converted.add(condition(argument));
    }
    return new BoundCall(function, converted, BOOL, anyNullable(converted), anyCanFail(converted));
  }

  private BoundExpression condition(BoundExpression argument) {
    if (argument.type() instanceof ArrowType.Bool || argument.type() instanceof ArrowType.Null) {
      return Conversions.to(argument, BOOL);
    }
    throw refuse(
        argument,
        "\"" + function.text() + "\" takes booleans",
        "compare it, e.g. with gt(0) or isNotNull()");
  }

  private BoundExpression coalesce() {
    List<BoundExpression> converted = merged(arguments);
    boolean nullable = converted.stream().allMatch(BoundExpression::nullable);
    return new BoundCall(
        function, converted, converted.getFirst().type(), nullable, anyCanFail(converted));
  }

  private BoundExpression cases() {
    List<BoundExpression> values = new ArrayList<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      values.add(arguments.get(i));
    }
    values.add(arguments.getLast());
    values = merged(values);
    List<BoundExpression> converted = new ArrayList<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      converted.add(condition(arguments.get(i)));
      converted.add(values.get(i / 2));
    }
    converted.add(values.getLast());
    return new BoundCall(
        function, converted, values.getFirst().type(), anyNullable(values), anyCanFail(converted));
  }

  private List<BoundExpression> merged(List<BoundExpression> values) {
    for (BoundExpression value : values) {
      if (!Types.isPlain(value.type())) {
        throw refuse(
            value,
            "\"" + function.text() + "\" merges plain values",
            "filter or select the column as a whole instead");
      }
    }
    return convert(values, "\"" + function.text() + "\"");
  }

  private List<BoundExpression> common(String what) {
    return convert(arguments, what);
  }

  private List<BoundExpression> convert(List<BoundExpression> values, String what) {
    ArrowType type = commonType(values);
    if (type == null || !convertible(values, type)) {
      throw different(values, what);
    }
    ArrowType target = type;
    return values.stream().map(value -> Conversions.to(value, target)).toList();
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
      if (!(value instanceof BoundExpression.BoundLiteral)) {
        type = type == null ? null : Types.common(type, value.type());
      }
    }
    ArrowType columns = type;
    for (BoundExpression value : values) {
      if (value instanceof BoundExpression.BoundLiteral && type != null) {
        type = Types.common(type, Conversions.adapted(value, columns));
      }
    }
    return type;
  }

  private RuntimeException different(List<BoundExpression> values, String what) {
    List<String> names = values.stream().map(value -> Types.name(value.type())).distinct().toList();
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(what + " needs values of one type")
        .but("\"%s\" has %s".formatted(call, String.join(" and ", names)))
        .cure(DifferentTypes.cure(values))
        .plan();
  }

  private RuntimeException refuse(BoundExpression argument, String rule, String cure) {
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
