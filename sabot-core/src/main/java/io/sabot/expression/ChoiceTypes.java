package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types what chooses among its arguments after comparing them. */
final class ChoiceTypes {
  private ChoiceTypes() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    for (BoundExpression argument : call.arguments()) {
      if (FunctionCall.isWideDecimal(argument.type())) {
        throw call.refuse(
            argument,
            "\"" + call.function().text() + "\" takes values with an order",
            "cast it to a decimal of 128 bits");
      }
    }
    List<BoundExpression> values = call.merged(call.arguments());
    ArrowType type = values.getFirst().type();
    if (type instanceof ArrowType.Null || values.size() == 1) {
      return values.getFirst();
    }
    return call.function() == Function.NULL_IF
        ? call.maybeNull(values, type)
        : new BoundCall(
            call.function(),
            values,
            type,
            values.stream().allMatch(BoundExpression::nullable),
            FunctionCall.anyCanFail(values));
  }
}
