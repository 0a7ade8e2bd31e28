package io.sabot.expression;

import static io.sabot.expression.Types.INT32;
import static io.sabot.expression.Types.INT64;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundLiteral;
import io.sabot.internal.text.NearestName;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

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
      case DATE_ADD -> shift(call, arguments);
      case UNTIL -> difference(call, arguments);
      case LAST_DAY -> call.failing(arguments, new ArrowType.Date(DateUnit.DAY));
      case TIME_OF_DAY -> part(call, arguments, TemporalTypes.time(unit(arguments.getFirst())));
      case MAKE_DATE -> call.failing(arguments, new ArrowType.Date(DateUnit.DAY));
      case MAKE_TIMESTAMP -> call.failing(arguments, TemporalTypes.LOCAL);
      case FORMAT_TIME -> TimeTextCalls.format(call, arguments);
      case PARSE_DATE,
          PARSE_TIME,
          PARSE_TIMESTAMP,
          TRY_PARSE_DATE,
          TRY_PARSE_TIME,
          TRY_PARSE_TIMESTAMP ->
          TimeTextCalls.parse(call, arguments);
      case FROM_EPOCH -> fromEpoch(call, arguments.getFirst());
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

  /** Small units make the type finer; dates take none, and times of day no others. */
  private static BoundExpression shift(FunctionCall call, List<BoundExpression> arguments) {
    BoundExpression time = widened(arguments.getFirst(), suited(call, arguments.getFirst(), 2));
    List<BoundExpression> converted = List.of(time, arguments.get(1), arguments.get(2));
    return time.type() instanceof ArrowType.Time
        ? call.of(converted, time.type())
        : call.failing(converted, time.type());
  }

  private static BoundExpression widened(BoundExpression time, CalendarUnit unit) {
    TimeUnit least = timeUnit(unit);
    if (least == null) {
      return time;
    }
    return switch (time.type()) {
      case ArrowType.Timestamp t ->
          Conversions.to(
              time,
              new ArrowType.Timestamp(TemporalTypes.finer(t.getUnit(), least), t.getTimezone()));
      case ArrowType.Time t ->
          Conversions.to(time, TemporalTypes.time(TemporalTypes.finer(t.getUnit(), least)));
      default -> time;
    };
  }

  private static BoundExpression difference(FunctionCall call, List<BoundExpression> arguments) {
    List<BoundExpression> times =
        call.common(arguments.subList(0, 2), "\"" + call.function().text() + "\"");
    suited(call, times.getFirst(), 2);
    List<BoundExpression> converted = List.of(times.get(0), times.get(1), arguments.get(2));
    return call.failing(converted, INT64);
  }

  /** The unit of a call, which must be one that the time has. */
  private static CalendarUnit suited(FunctionCall call, BoundExpression time, int index) {
    CalendarUnit unit = calendarUnit(call, index);
    if (time.type() instanceof ArrowType.Time && unit.isOfCalendar()) {
      throw unitsOfClock(call, time);
    }
    if (time.type() instanceof ArrowType.Date && !unit.isOfCalendar()) {
      throw call.refuse(
          time,
          "\"%s\" of a date takes days and larger units".formatted(call.function().text()),
          "cast it to a timestamp first");
    }
    return unit;
  }

  private static BoundExpression fromEpoch(FunctionCall call, BoundExpression count) {
    TimeUnit unit = timeUnit(calendarUnit(call, 1));
    if (unit == null) {
      throw Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
          .rule("\"from_epoch\" counts seconds or smaller units")
          .but("'" + call.literal(1) + "' is none")
          .cure("multiply to seconds first, or use second, millisecond, microsecond, nanosecond")
          .plan();
    }
    return Conversions.cast(count, new ArrowType.Timestamp(unit, "UTC"), false);
  }

  /** The unit that types have, of seconds and smaller ones. */
  private static @Nullable TimeUnit timeUnit(CalendarUnit unit) {
    return switch (unit) {
      case SECOND -> TimeUnit.SECOND;
      case MILLISECOND -> TimeUnit.MILLISECOND;
      case MICROSECOND -> TimeUnit.MICROSECOND;
      case NANOSECOND -> TimeUnit.NANOSECOND;
      default -> null;
    };
  }

  static BoundExpression literal(TimeUnit unit) {
    return literal(CalendarUnit.valueOf(unit.name()));
  }

  static BoundExpression literal(CalendarUnit unit) {
    return new BoundLiteral(new Constant(unit.text(), ArrowType.Utf8.INSTANCE));
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
