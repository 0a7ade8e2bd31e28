package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** The typing rules of arithmetic, for one call. */
final class ArithmeticTypes {
  private final String where;
  private final Expression.Call call;
  private final Function function;
  private final List<BoundExpression> arguments;

  ArithmeticTypes(
      String where, Expression.Call call, Function function, List<BoundExpression> arguments) {
    this.where = where;
    this.call = call;
    this.function = function;
    this.arguments = arguments;
  }

  BoundExpression bind() {
    for (BoundExpression argument : arguments) {
      check(argument);
    }
    ArrowType type = computed(FunctionCall.commonType(arguments));
    if (type instanceof ArrowType.Decimal && function == Function.DIV) {
      type = Types.FLOAT64;
    }
    if (type instanceof ArrowType.Decimal) {
      return decimals();
    }
    if (function == Function.NEGATE && Types.isUnsigned(type)) {
      throw refuse(
          arguments.getFirst(),
          "\"" + call.function() + "\" takes numbers with a sign",
          "cast it to Int64 first; " + works());
    }
    if (function == Function.INT_DIV && Types.isFloat(type)) {
      throw refuse(
          anyFloat(),
          "\"" + call.function() + "\" takes integers",
          "use div, and cast the quotient to Int64; " + works());
    }
    ArrowType result = function == Function.DIV && !Types.isFloat(type) ? Types.FLOAT64 : type;
    boolean fails = function != Function.DIV && !Types.isFloat(result);
    return call(arguments.stream().map(a -> Conversions.to(a, result)).toList(), result, fails);
  }

  /** What kernels compute in: there are none for half precision, and null alone is an integer. */
  private static ArrowType computed(@Nullable ArrowType type) {
    return switch (type) {
      case null -> Types.FLOAT64;
      case ArrowType.Null t -> Types.INT32;
      case ArrowType.FloatingPoint t when t.getPrecision() == FloatingPointPrecision.HALF ->
          Types.FLOAT32;
      default -> type;
    };
  }

  private BoundExpression anyFloat() {
    return arguments.stream()
        .filter(argument -> Types.isFloat(argument.type()))
        .findFirst()
        .orElse(arguments.getFirst());
  }

  private void check(BoundExpression argument) {
    ArrowType type = argument.type();
    if (!Types.isNumber(type) && !(type instanceof ArrowType.Null)) {
      throw refuse(
          argument,
          "\"" + call.function() + "\" takes numbers",
          (Types.isText(type) || type instanceof ArrowType.Bool
                  ? "cast it to a number, e.g. with cast(Types.INT64); "
                  : "cast it to Int64, which counts its unit, where that is meant; ")
              + works());
    }
    if (FunctionCall.isWideDecimal(type)) {
      throw refuse(
          argument,
          "decimal arithmetic takes 128 bits",
          "cast it to a decimal of 128 bits; " + works());
    }
  }

  private BoundExpression decimals() {
    List<ArrowType.Decimal> types = new ArrayList<>();
    for (BoundExpression argument : arguments) {
      ArrowType type = Conversions.adapted(argument, Types.decimal(Types.MAX_PRECISION, 0));
      types.add(type instanceof ArrowType.Null ? Types.decimal(1, 0) : Types.asDecimal(type));
    }
    ArrowType.Decimal first = types.getFirst();
    ArrowType.Decimal second = types.getLast();
    return switch (function) {
      case NEGATE -> call(arguments, first, false);
      case PLUS, MINUS -> {
        ArrowType sum = sum(first, second);
        yield call(arguments.stream().map(a -> Conversions.to(a, sum)).toList(), sum, true);
      }
      case TIMES ->
          call(
              List.of(
                  Conversions.to(arguments.getFirst(), first),
                  Conversions.to(arguments.getLast(), second)),
              product(first, second),
              true);
      case REM -> {
        ArrowType common = Types.common(first, second);
        yield call(arguments.stream().map(a -> Conversions.to(a, common)).toList(), common, true);
      }
      default ->
          throw refuse(
              arguments.getFirst().type() instanceof ArrowType.Decimal
                  ? arguments.getFirst()
                  : arguments.getLast(),
              "\"" + call.function() + "\" takes integers",
              "use div, or cast it to Int64; " + works());
    };
  }

  private static ArrowType.Decimal sum(ArrowType.Decimal one, ArrowType.Decimal other) {
    int scale = Math.max(one.getScale(), other.getScale());
    int whole =
        Math.max(one.getPrecision() - one.getScale(), other.getPrecision() - other.getScale());
    return Types.decimal(Math.min(Types.MAX_PRECISION, whole + scale + 1), scale);
  }

  private ArrowType.Decimal product(ArrowType.Decimal one, ArrowType.Decimal other) {
    int scale = one.getScale() + other.getScale();
    if (scale > Types.MAX_PRECISION) {
      throw refuse(
          arguments.getFirst(),
          "a product of decimals has at most " + Types.MAX_PRECISION + " digits",
          "cast the factors to fewer digits behind the point");
    }
    int precision = one.getPrecision() + other.getPrecision();
    return Types.decimal(Math.min(Types.MAX_PRECISION, precision), scale);
  }

  private BoundExpression call(List<BoundExpression> converted, ArrowType type, boolean fails) {
    return new BoundCall(
        function,
        converted,
        type,
        FunctionCall.anyNullable(converted),
        fails || FunctionCall.anyCanFail(converted));
  }

  /** The types that the function takes as it was called. */
  private String works() {
    Function called = Objects.requireNonNull(Function.of(call.function()));
    return called.parameters().getFirst().kind().works();
  }

  private RuntimeException refuse(BoundExpression argument, String rule, String cure) {
    return Problem.at(where, ErrorCode.TYPE_MISMATCH)
        .rule(rule)
        .but("\"%s\" in \"%s\" is %s".formatted(argument, call, Types.name(argument.type())))
        .cure(cure)
        .plan();
  }
}
