package io.sabot.expression;

import static io.sabot.expression.Types.INT64;

import io.sabot.expression.BoundExpression.BoundCall;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Types arithmetic with times and durations. All are counts: once they are of one unit, what is
 * computed is arithmetic of integers, overflow included.
 */
final class TemporalArithmetic {
  private final FunctionCall call;
  private final BoundExpression left;
  private final BoundExpression right;

  private TemporalArithmetic(FunctionCall call) {
    this.call = call;
    this.left = call.arguments().getFirst();
    this.right = call.arguments().getLast();
  }

  /** Whether one of the arguments is a time or a duration. */
  static boolean applies(FunctionCall call) {
    return call.arguments().stream().anyMatch(argument -> Types.isTemporal(argument.type()));
  }

  static BoundExpression bind(FunctionCall call) {
    return new TemporalArithmetic(call).bind();
  }

  private BoundExpression bind() {
    return switch (call.function()) {
      case PLUS -> isDuration(left) && !isDuration(right) ? shift(right, left) : plus();
      case MINUS -> minus();
      case NEGATE -> negated();
      case TIMES -> isDuration(left) ? scaled(left, right) : scaled(right, left);
      case INT_DIV -> isDuration(right) ? ofDurations(INT64) : scaled(left, right);
      case DIV -> ofDurations(Types.FLOAT64);
      case REM -> ofDurations(left.type());
      default -> throw refuse("takes numbers", "cast it to Int64, which counts its unit");
    };
  }

  private BoundExpression negated() {
    if (!isDuration(left)) {
      throw refuse("takes numbers and durations", "subtract it from another time");
    }
    return as(left.type(), compute(Function.NEGATE, count(left, left.type())));
  }

  private BoundExpression plus() {
    return isDuration(left) ? ofDurations(left.type()) : shift(left, right);
  }

  private BoundExpression minus() {
    if (isDuration(left)) {
      return ofDurations(left.type());
    }
    return isTime(left) && isTime(right) ? difference() : shift(left, right);
  }

  private static boolean isDuration(BoundExpression argument) {
    return argument.type() instanceof ArrowType.Duration;
  }

  private static boolean isTime(BoundExpression argument) {
    return Types.isTemporal(argument.type()) && !isDuration(argument);
  }

  /** Computed in the unit that holds both; where the result is a duration, it is of that unit. */
  private BoundExpression ofDurations(ArrowType result) {
    if (!Stream.of(left, right).allMatch(value -> isDuration(value) || isNull(value))) {
      throw refuse("of a duration takes two durations", "cast the other to a duration");
    }
    ArrowType type = call.common(List.of(left, right), "arithmetic").getFirst().type();
    BoundExpression computed = compute(call.function(), count(left, type), count(right, type));
    return result instanceof ArrowType.Duration ? as(type, computed) : computed;
  }

  private static boolean isNull(BoundExpression argument) {
    return argument.type() instanceof ArrowType.Null;
  }

  private BoundExpression scaled(BoundExpression duration, BoundExpression factor) {
    if (!isDuration(duration) || !(factor.type() instanceof ArrowType.Int || isNull(factor))) {
      throw refuse("of times takes a duration and an integer", "cast the other to Int64");
    }
    return as(
        duration.type(),
        compute(call.function(), count(duration, duration.type()), Conversions.to(factor, INT64)));
  }

  /** A time moved by a duration. */
  private BoundExpression shift(BoundExpression time, BoundExpression duration) {
    if (!isTime(time) || !isDuration(duration) && !isNull(duration)) {
      throw refuse(
          "moves a time by a duration",
          "give a java.time.Duration, or use plusDays, plusMonths and the like");
    }
    TimeUnit own = unit(time.type());
    ArrowType by = Conversions.adapted(duration, new ArrowType.Duration(own));
    TimeUnit unit =
        by instanceof ArrowType.Duration d ? TemporalTypes.finer(own, d.getUnit()) : own;
    BoundExpression count = count(duration, new ArrowType.Duration(unit));
    if (time.type() instanceof ArrowType.Time) {
      return around(time, count, unit);
    }
    ArrowType type = new ArrowType.Timestamp(unit, zone(time.type()));
    return as(type, compute(call.function(), count(time, type), count));
  }

  /** Times of day begin anew behind midnight. */
  private BoundExpression around(BoundExpression time, BoundExpression count, TimeUnit unit) {
    BoundExpression steps =
        call.function() == Function.MINUS ? compute(Function.NEGATE, count) : count;
    List<BoundExpression> arguments =
        List.of(Conversions.to(time, TemporalTypes.time(unit)), steps, TemporalCalls.literal(unit));
    return new BoundCall(
        Function.DATE_ADD,
        arguments,
        arguments.getFirst().type(),
        FunctionCall.anyNullable(arguments),
        FunctionCall.anyCanFail(arguments));
  }

  private BoundExpression difference() {
    List<BoundExpression> both = call.common(List.of(left, right), "arithmetic");
    ArrowType type = both.getFirst().type();
    if (!(type instanceof ArrowType.Date)) {
      return as(
          new ArrowType.Duration(unit(type)),
          compute(Function.MINUS, count(both.getFirst(), type), count(both.getLast(), type)));
    }
    List<BoundExpression> arguments =
        List.of(both.getLast(), both.getFirst(), TemporalCalls.literal(CalendarUnit.DAY));
    return new BoundCall(
        Function.UNTIL,
        arguments,
        INT64,
        FunctionCall.anyNullable(arguments),
        FunctionCall.anyCanFail(arguments));
  }

  /** The unit of a type; a date is a local midnight in milliseconds. */
  private static TimeUnit unit(ArrowType type) {
    return switch (type) {
      case ArrowType.Timestamp t -> t.getUnit();
      case ArrowType.Time t -> t.getUnit();
      default -> TimeUnit.MILLISECOND;
    };
  }

  private static @Nullable String zone(ArrowType type) {
    return type instanceof ArrowType.Timestamp t ? t.getTimezone() : null;
  }

  /** The count of a value brought to a type, as an integer. */
  private static BoundExpression count(BoundExpression value, ArrowType type) {
    BoundExpression converted = Conversions.to(value, type);
    if (converted instanceof BoundLiteral(Constant constant)) {
      return new BoundLiteral(new Constant(constant.value(), INT64));
    }
    BoundExpression wide =
        type instanceof ArrowType.Time t && t.getBitWidth() == 32
            ? Conversions.cast(converted, Types.INT32, false)
            : converted;
    return Conversions.cast(wide, INT64, false);
  }

  private static BoundExpression as(ArrowType type, BoundExpression count) {
    return Conversions.cast(count, type, false);
  }

  private BoundExpression compute(Function function, BoundExpression... counts) {
    return new ArithmeticTypes(call.where(), call.call(), function, List.of(counts)).bind();
  }

  private RuntimeException refuse(String rule, String cure) {
    BoundExpression time = Types.isTemporal(left.type()) ? left : right;
    String works = call.function().parameters().getFirst().kind().works();
    return call.refuse(time, "\"" + call.function().text() + "\" " + rule, cure + "; " + works);
  }
}
