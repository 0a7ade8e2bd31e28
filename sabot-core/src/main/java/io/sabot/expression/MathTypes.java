package io.sabot.expression;

import static io.sabot.expression.Types.FLOAT32;
import static io.sabot.expression.Types.FLOAT64;

import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Types the functions of numbers. What changes no value of a type is left out. */
final class MathTypes {
  private MathTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    return switch (call.function()) {
      case PI -> new BoundLiteral(Constant.of(Math.PI));
      case E -> new BoundLiteral(Constant.of(Math.E));
      case ABS, SIGN, CEIL, FLOOR, ROUND, TRUNC -> rounding(call);
      case IS_NAN, IS_FINITE, IS_INFINITE -> call.of(doubles(call), Types.BOOL);
      default -> call.of(doubles(call), FLOAT64);
    };
  }

  private static List<BoundExpression> doubles(FunctionCall call) {
    return call.arguments().stream().map(a -> Conversions.to(a, FLOAT64)).toList();
  }

  private static BoundExpression rounding(FunctionCall call) {
    List<BoundExpression> arguments = new ArrayList<>(call.byParameters());
    BoundExpression value = arguments.getFirst();
    return switch (value.type()) {
      case ArrowType.Int type -> integer(call, value, arguments);
      case ArrowType.Decimal type -> decimal(call, type, arguments);
      case ArrowType.FloatingPoint type when type.getPrecision() == FloatingPointPrecision.HALF -> {
        arguments.set(0, Conversions.to(value, FLOAT32));
        yield call.of(arguments, FLOAT32);
      }
      default -> call.of(arguments, value.type());
    };
  }

  private static BoundExpression integer(
      FunctionCall call, BoundExpression value, List<BoundExpression> arguments) {
    boolean beforeThePoint = digits(call.literal(1)) < 0;
    return switch (call.function()) {
      case ABS -> Types.isUnsigned(value.type()) ? value : call.failing(arguments, value.type());
      case SIGN -> call.of(arguments, value.type());
      case ROUND -> beforeThePoint ? call.failing(arguments, value.type()) : value;
      case TRUNC -> beforeThePoint ? call.of(arguments, value.type()) : value;
      default -> value;
    };
  }

  private static BoundExpression decimal(
      FunctionCall call, ArrowType.Decimal type, List<BoundExpression> arguments) {
    int scale = type.getScale();
    long digits = digits(call.literal(1));
    return switch (call.function()) {
      case ABS -> call.of(arguments, type);
      case SIGN -> call.of(arguments, Types.decimal(1, 0));
      default -> digits >= scale ? arguments.getFirst() : rounded(call, type, digits, arguments);
    };
  }

  /** A carry may need one digit more; digits behind the point that are always 0 are left out. */
  private static BoundExpression rounded(
      FunctionCall call, ArrowType.Decimal from, long digits, List<BoundExpression> arguments) {
    int scale = (int) Math.max(digits, Math.min(from.getScale(), 0));
    int precision = from.getPrecision() - from.getScale() + scale + 1;
    ArrowType type = Types.decimal(Math.min(Types.MAX_PRECISION, precision), scale);
    return precision > Types.MAX_PRECISION
        ? call.failing(arguments, type)
        : call.of(arguments, type);
  }

  private static long digits(@Nullable Object literal) {
    return literal instanceof Long digits ? digits : 0;
  }
}
