package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.operators.internal.kernel.DoubleMath;
import io.sabot.operators.internal.kernel.FloatMath;
import io.sabot.operators.internal.kernel.IntegerMath;
import io.sabot.operators.internal.kernel.Logarithms;
import io.sabot.operators.internal.kernel.MathKernel;
import io.sabot.operators.internal.kernel.Rounding;
import java.util.List;

/** Chooses the kernel of a function of numbers. */
final class MathNodes {
  private MathNodes() {}

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments) {
    return switch (call.function()) {
      case LOG -> new MathPairs(Logarithms::log, arguments.get(0), arguments.get(1));
      case POW -> new MathPairs(Math::pow, arguments.get(0), arguments.get(1));
      case ATAN2 -> new MathPairs(Math::atan2, arguments.get(0), arguments.get(1));
      case ROUND, TRUNC -> {
        // Digits are known to the kernel.
        arguments.subList(1, arguments.size()).forEach(Node::close);
        yield of(call, arguments.getFirst());
      }
      default -> of(call, arguments.getFirst());
    };
  }

  private static Node of(BoundCall call, Node argument) {
    return switch (Lane.of(call.arguments().getFirst().type())) {
      case DOUBLE -> new MathNode(argument, call.type(), doubles(call));
      case FLOAT -> new MathNode(argument, call.type(), floats(call));
      case DECIMAL -> DecimalMathNode.of(call, digits(call), argument);
      case UNSIGNED_LONG -> new IntegerMathNode(argument, call, unsigned(call));
      default -> new IntegerMathNode(argument, call, integers(call));
    };
  }

  private static long digits(BoundCall call) {
    return call.arguments().size() > 1
            && call.arguments().get(1) instanceof BoundLiteral(Constant constant)
            && constant.value() instanceof Long digits
        ? digits
        : 0;
  }

  private static MathKernel doubles(BoundCall call) {
    long digits = digits(call);
    return switch (call.function()) {
      case ABS -> DoubleMath::abs;
      case SIGN -> DoubleMath.each(Math::signum);
      case CEIL -> DoubleMath::ceil;
      case FLOOR -> DoubleMath::floor;
      case ROUND ->
          digits == 0
              ? DoubleMath::round
              : DoubleMath.each(Rounding.digits(Rounding::round, digits));
      case TRUNC ->
          digits == 0
              ? DoubleMath::trunc
              : DoubleMath.each(Rounding.digits(Rounding::trunc, digits));
      case IS_NAN -> DoubleMath.test(Double::isNaN);
      case IS_FINITE -> DoubleMath.test(Double::isFinite);
      case IS_INFINITE -> DoubleMath.test(Double::isInfinite);
      default -> real(call);
    };
  }

  /** Functions that are computed in binary64 only. */
  private static MathKernel real(BoundCall call) {
    return switch (call.function()) {
      case SQRT -> DoubleMath::sqrt;
      case CBRT -> DoubleMath.each(Math::cbrt);
      case EXP -> DoubleMath.each(Math::exp);
      case LN -> DoubleMath.each(Math::log);
      case LOG10 -> DoubleMath.each(Math::log10);
      case LOG2 -> DoubleMath.each(Logarithms::log2);
      case SIN -> DoubleMath.each(Math::sin);
      case COS -> DoubleMath.each(Math::cos);
      case TAN -> DoubleMath.each(Math::tan);
      case ASIN -> DoubleMath.each(Math::asin);
      case ACOS -> DoubleMath.each(Math::acos);
      case ATAN -> DoubleMath.each(Math::atan);
      case SINH -> DoubleMath.each(Math::sinh);
      case COSH -> DoubleMath.each(Math::cosh);
      case TANH -> DoubleMath.each(Math::tanh);
      case DEGREES -> DoubleMath.each(Math::toDegrees);
      case RADIANS -> DoubleMath.each(Math::toRadians);
      default -> throw none(call);
    };
  }

  private static MathKernel floats(BoundCall call) {
    long digits = digits(call);
    return switch (call.function()) {
      case ABS -> FloatMath::abs;
      case SIGN -> FloatMath.each(Math::signum);
      case CEIL -> FloatMath::ceil;
      case FLOOR -> FloatMath::floor;
      case ROUND -> FloatMath.each(Rounding.digits(Rounding::round, digits));
      case TRUNC -> FloatMath.each(Rounding.digits(Rounding::trunc, digits));
      default -> throw none(call);
    };
  }

  private static IntegerMath.Kernel integers(BoundCall call) {
    return switch (call.function()) {
      case ABS -> IntegerMath::abs;
      case SIGN -> IntegerMath::sign;
      case ROUND -> IntegerMath.round(-digits(call));
      case TRUNC -> IntegerMath.trunc(-digits(call));
      default -> throw none(call);
    };
  }

  private static IntegerMath.Kernel unsigned(BoundCall call) {
    return switch (call.function()) {
      case SIGN -> IntegerMath::signUnsigned;
      case ROUND -> IntegerMath.roundUnsigned(-digits(call));
      case TRUNC -> IntegerMath.truncUnsigned(-digits(call));
      default -> throw none(call);
    };
  }

  static IllegalStateException none(BoundCall call) {
    return new IllegalStateException("no node: " + call.function() + " of " + call.type());
  }
}
