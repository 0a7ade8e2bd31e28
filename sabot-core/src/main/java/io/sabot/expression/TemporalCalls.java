package io.sabot.expression;

import static io.sabot.expression.Types.INT32;
import static io.sabot.expression.Types.INT64;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.text.NearestName;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.TimeUnit;
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
      case DATE_TRUNC -> truncation(call, arguments);
      case AT_ZONE -> atZone(call, arguments);
      case TO_ZONE ->
          call.of(arguments, zoned(call, (ArrowType.Timestamp) arguments.getFirst().type()));
      case TO_LOCAL ->
          call.failing(arguments, new ArrowType.Timestamp(unit(arguments.getFirst()), null));
      default -> part(call, arguments, INT32);
    };
  }

  private static BoundExpression part(
      FunctionCall call, List<BoundExpression> arguments, ArrowType result) {
    return TemporalTypes.countsPastTheCalendar(arguments.getFirst().type())
        ? call.failing(arguments, result)
        : call.of(arguments, result);
  }

  /** Times that are of no finer unit stay as they are. */
  private static BoundExpression truncation(FunctionCall call, List<BoundExpression> arguments) {
    BoundExpression time = arguments.getFirst();
    CalendarUnit unit = calendarUnit(call, 1);
    if (time.type() instanceof ArrowType.Date) {
      boolean day = !unit.isOfCalendar() || unit == CalendarUnit.DAY;
      return day ? time : call.failing(arguments, time.type());
    }
    if (time.type() instanceof ArrowType.Time && unit.isOfCalendar()) {
      throw unitsOfClock(call, time);
    }
    boolean whole = !unit.isOfCalendar() && unit.nanoseconds() <= nanoseconds(time.type());
    return whole ? time : call.failing(arguments, time.type());
  }

  private static RuntimeException unitsOfClock(FunctionCall call, BoundExpression time) {
    return call.refuse(
        time,
        "\"%s\" of a time of day takes hours and smaller units".formatted(call.function().text()),
        "use hour, minute, second, millisecond, microsecond or nanosecond");
  }

  private static BoundExpression atZone(FunctionCall call, List<BoundExpression> arguments) {
    ArrowType.Timestamp local = asTimestamp(arguments.getFirst().type());
    List<BoundExpression> converted =
        List.of(Conversions.to(arguments.getFirst(), local), arguments.get(1));
    return call.failing(converted, zoned(call, local));
  }

  /** A date is its local midnight. */
  private static ArrowType.Timestamp asTimestamp(ArrowType local) {
    return local instanceof ArrowType.Timestamp timestamp
        ? timestamp
        : new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
  }

  private static ArrowType zoned(FunctionCall call, ArrowType.Timestamp timestamp) {
    String zone = (String) Objects.requireNonNull(call.literal(1));
    ArrowType type = new ArrowType.Timestamp(timestamp.getUnit(), zone);
    Zones.check(call.where(), call.call(), type);
    return type;
  }

  private static TimeUnit unit(BoundExpression timestamp) {
    return ((ArrowType.Timestamp) timestamp.type()).getUnit();
  }

  /** How long one unit of a type is. */
  private static long nanoseconds(ArrowType type) {
    return 86_400_000_000_000L / TemporalTypes.perDay(type);
  }

  private static CalendarUnit calendarUnit(FunctionCall call, int index) {
    String name = (String) Objects.requireNonNull(call.literal(index));
    CalendarUnit unit = CalendarUnit.of(name);
    if (unit != null) {
      return unit;
    }
    List<String> names = CalendarUnit.names();
    throw Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
        .rule("\"" + call.function().text() + "\": a unit must be known")
        .but("'" + name + "' is not")
        .cure(NearestName.hint(name, names) + "units are: " + String.join(", ", names))
        .plan();
  }
}
