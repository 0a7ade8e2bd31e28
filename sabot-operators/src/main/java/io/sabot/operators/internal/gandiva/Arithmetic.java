package io.sabot.operators.internal.gandiva;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.Constant;
import io.sabot.expression.Types;
import io.sabot.operators.internal.gandiva.Tree.Call;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Floats, by IEEE 754, and decimals whose results always fit. Integers would wrap around. */
record Arithmetic(Handover handover) {
  Tree of(BoundCall call) {
    if (call.type() instanceof ArrowType.Int) {
      throw new Refusal("integers wrap around");
    }
    if (call.type() instanceof ArrowType.Decimal type
        && type.getPrecision() >= Types.MAX_PRECISION) {
      throw new Refusal("decimals of 38 digits wrap around");
    }
    return new Call(name(call), handover.trees(call.arguments()), PhysicalTypes.of(call.type()));
  }

  private static String name(BoundCall call) {
    return switch (call.function()) {
      case PLUS -> "add";
      case MINUS -> "subtract";
      case TIMES -> "multiply";
      case NEGATE -> "negative";
      case DIV -> division(call.arguments());
      default -> throw new Refusal("no " + call.function().text());
    };
  }

  private static String division(List<BoundExpression> arguments) {
    if (arguments.get(1) instanceof BoundLiteral(Constant(Object value, ArrowType type))
        && value instanceof Number number
        && number.doubleValue() != 0) {
      return "divide";
    }
    throw new Refusal("division by zero differs");
  }
}
