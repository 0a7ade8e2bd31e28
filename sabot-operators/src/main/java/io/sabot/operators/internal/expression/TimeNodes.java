package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.CalendarUnit;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.expression.TimeNode.Failure;
import io.sabot.operators.internal.kernel.TimeKernel;
import io.sabot.operators.internal.kernel.TimeParts;
import io.sabot.operators.internal.kernel.TimeTruncation;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Chooses the kernel of a function of times. */
final class TimeNodes {
  private static final Failure PAST_THE_CALENDAR =
      new Failure(
          "a time must lie within the years -999999999 to 999999999",
          "leave such rows out with a filter");

  private TimeNodes() {}

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments) {
    return switch (call.function()) {
      case DATE_TRUNC -> truncation(call, arguments);
      case AT_ZONE, TO_ZONE, TO_LOCAL -> {
        BoundExpression value = call.arguments().getFirst();
        Node node = first(1, arguments).getFirst();
        yield new CastNode(node, value.type(), call.type(), OnFailure.FAIL, call.toString());
      }
      default -> {
        TimeKernel part = TimeParts.valueOf(call.function().name());
        yield new TimeNode(part, arguments, call.type(), call.toString(), PAST_THE_CALENDAR);
      }
    };
  }

  /** The first arguments; the others are known to the kernel. */
  private static List<Node> first(int count, List<Node> arguments) {
    arguments.subList(count, arguments.size()).forEach(Node::close);
    return List.copyOf(arguments.subList(0, count));
  }

  private static CalendarUnit unit(BoundCall call, int index) {
    BoundLiteral literal = (BoundLiteral) call.arguments().get(index);
    return Objects.requireNonNull(CalendarUnit.of((String) literal.constant().value()));
  }

  private static Node truncation(BoundCall call, List<Node> arguments) {
    CalendarUnit unit = unit(call, 1);
    List<Node> time = first(1, arguments);
    ArrowType type = call.type();
    return new TimeNode(new TimeTruncation(unit), time, type, call.toString(), failure(type));
  }

  private static Failure failure(ArrowType type) {
    return new Failure(
        "a result must fit " + Types.name(type), "cast the time to a coarser unit first");
  }
}
