package io.sabot.expression;

import static io.sabot.expression.Types.INT32;
import static io.sabot.expression.Types.INT64;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Types the functions of dates and times. */
final class TemporalCalls {
  private TemporalCalls() {}

  static BoundExpression bind(FunctionCall call) {
    Arity.checkKinds(call);
    for (BoundExpression argument : call.arguments()) {
      Zones.check(call.where(), call.call(), argument.type());
    }
    List<BoundExpression> arguments = call.byParameters();
    return switch (call.function()) {
      case NANOSECOND, EPOCH_SECOND -> part(call, arguments, INT64);
      default -> part(call, arguments, INT32);
    };
  }

  private static BoundExpression part(
      FunctionCall call, List<BoundExpression> arguments, ArrowType result) {
    return TemporalTypes.countsPastTheCalendar(arguments.getFirst().type())
        ? call.failing(arguments, result)
        : call.of(arguments, result);
  }
}
