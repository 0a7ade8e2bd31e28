package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.BoundExpression.BoundCall;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Types the functions between times and texts. Patterns are tried on a sample, so that one that
 * asks for what is not there is refused before the first row.
 */
final class TimeTextCalls {
  private static final ZonedDateTime SAMPLE =
      LocalDateTime.of(2024, 12, 31, 23, 58, 59, 987_654_321).atZone(ZoneOffset.UTC);

  private TimeTextCalls() {}

  static BoundExpression format(FunctionCall call, List<BoundExpression> arguments) {
    TimePattern pattern = pattern(call);
    ArrowType type = arguments.getFirst().type();
    Temporal sample = sample(type);
    try {
      pattern.formatter().formatTo(sample, new StringBuilder());
    } catch (DateTimeException lacking) {
      throw call.refuse(
          arguments.getFirst(),
          "a pattern must ask for what the time has: " + call.literal(1) + " does not",
          "cast it to a timestamp, give it a zone with atZone, or leave those letters out");
    }
    return call.failing(arguments, ArrowType.Utf8.INSTANCE);
  }

  private static Temporal sample(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> SAMPLE.toLocalDate();
      case ArrowType.Time t -> SAMPLE.toLocalTime();
      default -> TemporalTypes.isInstant(type) ? SAMPLE : SAMPLE.toLocalDateTime();
    };
  }

  /** The type that a call gives, once its pattern has been tried. */
  static BoundExpression parse(FunctionCall call, List<BoundExpression> arguments) {
    ArrowType type = result(call);
    requireReading(call, pattern(call), type);
    boolean lenient = isLenient(call.function());
    return new BoundCall(
        call.function(),
        arguments,
        type,
        lenient || arguments.getFirst().nullable(),
        !lenient || arguments.getFirst().canFail());
  }

  static boolean isLenient(Function function) {
    return switch (function) {
      case TRY_PARSE_DATE, TRY_PARSE_TIME, TRY_PARSE_TIMESTAMP -> true;
      default -> false;
    };
  }

  private static ArrowType result(FunctionCall call) {
    return switch (call.function()) {
      case PARSE_DATE, TRY_PARSE_DATE -> new ArrowType.Date(DateUnit.DAY);
      case PARSE_TIME, TRY_PARSE_TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      default -> {
        ArrowType type = new ArrowType.Timestamp(TimeUnit.MICROSECOND, (String) call.literal(2));
        Zones.check(call.where(), call.call(), type);
        yield type;
      }
    };
  }

  private static void requireReading(FunctionCall call, TimePattern pattern, ArrowType type) {
    boolean local = !TemporalTypes.isInstant(type);
    try {
      String text = pattern.formatter().format(local ? SAMPLE.toLocalDateTime() : SAMPLE);
      TemporalAccessor read = pattern.formatter().parse(text);
      LocalDate day = read.query(TemporalQueries.localDate());
      LocalTime clock = read.query(TemporalQueries.localTime());
      boolean whole = clock != null || type instanceof ArrowType.Date || !hasClock(read);
      if (type instanceof ArrowType.Time ? clock != null : day != null && whole) {
        return;
      }
    } catch (DateTimeException unreadable) {
      // Falls through to the refusal: the sample shows what is missing.
    }
    throw invalid(
        call,
        type instanceof ArrowType.Time
            ? "a pattern must tell the hour"
            : "a pattern must tell year, month and day, and the clock not by halves",
        local
            ? "write them all, e.g. uuuu-MM-dd HH:mm; offsets need the zone as third argument"
            : "write them all, e.g. uuuu-MM-dd HH:mm XXX");
  }

  /** Whether something of the clock was read, and not only filled in. */
  private static boolean hasClock(TemporalAccessor read) {
    return Stream.of(
                ChronoField.AMPM_OF_DAY, ChronoField.HOUR_OF_AMPM, ChronoField.CLOCK_HOUR_OF_AMPM)
            .anyMatch(read::isSupported)
        || Stream.of(
                ChronoField.MINUTE_OF_HOUR,
                ChronoField.SECOND_OF_MINUTE,
                ChronoField.NANO_OF_SECOND)
            .anyMatch(field -> read.isSupported(field) && read.get(field) != 0);
  }

  private static TimePattern pattern(FunctionCall call) {
    String pattern = (String) Objects.requireNonNull(call.literal(1));
    try {
      return TimePattern.of(pattern);
    } catch (IllegalArgumentException failure) {
      throw invalid(
          call,
          "a pattern must be one of java.time.format.DateTimeFormatter",
          "correct it (" + failure.getMessage() + "), and quote text with '");
    }
  }

  private static RuntimeException invalid(FunctionCall call, String rule, String cure) {
    return Problem.at(call.where(), ErrorCode.INVALID_ARGUMENT)
        .rule("\"" + call.function().text() + "\": " + rule)
        .but("\"" + call.literal(1) + "\" does not")
        .cure(cure)
        .plan();
  }
}
