package io.sabot.operators.internal.expression;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.expression.CalendarUnit;
import io.sabot.expression.TimePattern;
import io.sabot.expression.Types;
import io.sabot.operators.internal.expression.CastNode.OnFailure;
import io.sabot.operators.internal.expression.TimeNode.Failure;
import io.sabot.operators.internal.kernel.DigitPattern;
import io.sabot.operators.internal.kernel.TextChunk.Nulls;
import io.sabot.operators.internal.kernel.TimeAssembly;
import io.sabot.operators.internal.kernel.TimeDifference;
import io.sabot.operators.internal.kernel.TimeKernel;
import io.sabot.operators.internal.kernel.TimeParts;
import io.sabot.operators.internal.kernel.TimePieces;
import io.sabot.operators.internal.kernel.TimeShift;
import io.sabot.operators.internal.kernel.TimeTruncation;
import io.sabot.operators.internal.kernel.TimeWriting;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Chooses the kernel of a function of times. */
final class TimeNodes {
  private static final Failure PAST_THE_CALENDAR =
      new Failure(
          "a time must lie within the years -999999999 to 999999999",
          "leave such rows out with a filter");

  private static final Failure NO_DAY =
      new Failure(
          "year, month and day must name a day of the calendar",
          "leave such rows out with a filter");

  private static final Failure NO_TIME =
      new Failure(
          "year to second must name a time that a clock shows",
          "leave such rows out with a filter");

  private TimeNodes() {}

  /** The node of a call over its arguments, which pass to it. */
  static Node of(BoundCall call, List<Node> arguments) {
    return switch (call.function()) {
      case DATE_TRUNC -> fitting(call, new TimeTruncation(unit(call, 1)), first(1, arguments));
      case AT_ZONE, TO_ZONE, TO_LOCAL -> {
        BoundExpression value = call.arguments().getFirst();
        Node node = first(1, arguments).getFirst();
        yield new CastNode(node, value.type(), call.type(), OnFailure.FAIL, call.toString());
      }
      case DATE_ADD -> fitting(call, new TimeShift(unit(call, 2)), first(2, arguments));
      case UNTIL ->
          node(call, new TimeDifference(unit(call, 2)), first(2, arguments), failure(call.type()));
      case FORMAT_TIME -> writing(call, first(1, arguments).getFirst());
      case PARSE_DATE,
          PARSE_TIME,
          PARSE_TIMESTAMP,
          TRY_PARSE_DATE,
          TRY_PARSE_TIME,
          TRY_PARSE_TIMESTAMP ->
          TimeParsing.of(call, first(1, arguments).getFirst());
      case LAST_DAY -> fitting(call, TimePieces.LAST_DAY, arguments);
      case TIME_OF_DAY -> node(call, TimePieces.TIME_OF_DAY, arguments, PAST_THE_CALENDAR);
      case MAKE_DATE -> node(call, TimeAssembly.DATE, arguments, NO_DAY);
      case MAKE_TIMESTAMP -> node(call, TimeAssembly.TIMESTAMP, arguments, NO_TIME);
      default -> {
        TimeKernel part = TimeParts.valueOf(call.function().name());
        yield node(call, part, arguments, PAST_THE_CALENDAR);
      }
    };
  }

  private static Node node(
      BoundCall call, TimeKernel kernel, List<Node> arguments, Failure failure) {
    return new TimeNode(kernel, arguments, call.type(), call.toString(), failure);
  }

  private static Node fitting(BoundCall call, TimeKernel kernel, List<Node> arguments) {
    return node(call, kernel, arguments, failure(call.type()));
  }

  /** The first arguments; the others are known to the kernel. */
  private static List<Node> first(int count, List<Node> arguments) {
    arguments.subList(count, arguments.size()).forEach(Node::close);
    return List.copyOf(arguments.subList(0, count));
  }

  private static CalendarUnit unit(BoundCall call, int index) {
    return Objects.requireNonNull(CalendarUnit.of(text(call, index)));
  }

  private static String text(BoundCall call, int index) {
    BoundLiteral literal = (BoundLiteral) call.arguments().get(index);
    return (String) Objects.requireNonNull(literal.constant().value());
  }

  /** The kernel reads counts of 64 bits. */
  private static Node writing(BoundCall call, Node time) {
    ArrowType type = call.arguments().getFirst().type();
    TimePattern pattern = TimePattern.of(text(call, 1));
    TimeWriting kernel =
        new TimeWriting(
            pattern.formatter(),
            DigitPattern.of(pattern.letters()),
            TimeArguments.meaning(type),
            TimeUnits.perDay(type),
            TimeUnits.isInstant(type) ? TimeUnits.zone(type) : null);
    List<Node> counts = List.of(counts(time, type, call));
    return new TextNode(kernel, counts, Nulls.STRICT, Building.field(call), call.toString());
  }

  private static Node counts(Node time, ArrowType type, BoundCall call) {
    ArrowType own = Lane.width(type) == 4 ? Types.INT32 : Types.INT64;
    Node counts = new CastNode(time, type, own, OnFailure.FAIL, call.toString());
    return own.equals(Types.INT64)
        ? counts
        : new CastNode(counts, own, Types.INT64, OnFailure.FAIL, call.toString());
  }

  private static Failure failure(ArrowType type) {
    return new Failure(
        "a result must fit " + Types.name(type), "cast the time to a coarser unit first");
  }
}
