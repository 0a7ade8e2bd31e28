package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types the functions of bits. */
final class BitTypes {
  private BitTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    return switch (call.function()) {
      case SHIFT_LEFT, SHIFT_RIGHT -> shift(call);
      default -> bitwise(call);
    };
  }

  private static BoundExpression bitwise(FunctionCall call) {
    ArrowType type = Objects.requireNonNull(FunctionCall.commonType(call.arguments()));
    if (type instanceof ArrowType.Decimal) {
      throw call.refuse(
          call.arguments().getFirst(),
          "\"" + call.function().text() + "\" takes integers of a common type",
          "cast one: UInt64 has no type in common with integers that have a sign");
    }
    ArrowType common = type instanceof ArrowType.Null ? Types.INT64 : type;
    return call.of(call.arguments().stream().map(a -> Conversions.to(a, common)).toList(), common);
  }

  private static BoundExpression shift(FunctionCall call) {
    BoundExpression given = call.arguments().getFirst();
    BoundExpression value =
        given.type() instanceof ArrowType.Null ? Conversions.to(given, Types.INT64) : given;
    BoundExpression distance = Conversions.to(call.arguments().getLast(), Types.INT64);
    List<BoundExpression> arguments = List.of(value, distance);
    boolean known =
        distance instanceof BoundLiteral(Constant constant)
            && (constant.value() == null || constant.value() instanceof Long bits && bits >= 0);
    return known ? call.of(arguments, value.type()) : call.failing(arguments, value.type());
  }
}
