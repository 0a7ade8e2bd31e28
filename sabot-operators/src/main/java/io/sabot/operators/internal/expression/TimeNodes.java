package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.operators.internal.expression.TimeNode.Failure;
import io.sabot.operators.internal.kernel.TimeKernel;
import io.sabot.operators.internal.kernel.TimeParts;
import java.util.List;

/** Chooses the kernel of a function of times. */
final class TimeNodes {
  private static final Failure PAST_THE_CALENDAR =
      new Failure(
          "a time must lie within the years -999999999 to 999999999",
          "leave such rows out with a filter");

  private TimeNodes() {}

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments) {
    return part(call, arguments);
  }

  private static Node part(BoundCall call, List<Node> arguments) {
    TimeKernel kernel = TimeParts.valueOf(call.function().name());
    return new TimeNode(kernel, arguments, call.type(), call.toString(), PAST_THE_CALENDAR);
  }
}
