package io.sabot.expression;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** How dates, times, timestamps and durations widen. */
final class TemporalTypes {
  /** What a literal of local time has. */
  static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);

  /** What a literal of an instant has. */
  static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

  private TemporalTypes() {}

  /** Timestamps with a zone. */
  static boolean isInstant(ArrowType type) {
    return type instanceof ArrowType.Timestamp t && t.getTimezone() != null;
  }

  /** Dates, and timestamps without a zone. */
  static boolean isLocal(ArrowType type) {
    return hasDay(type) && !isInstant(type);
  }

  /** Dates and timestamps. */
  static boolean hasDay(ArrowType type) {
    return type instanceof ArrowType.Date || type instanceof ArrowType.Timestamp;
  }

  /** Times of day and timestamps. */
  static boolean hasClock(ArrowType type) {
    return type instanceof ArrowType.Time || type instanceof ArrowType.Timestamp;
  }

  /** Seconds of 64 bits reach further than the years Java counts; finer units do not. */
  static boolean countsPastTheCalendar(ArrowType type) {
    return type instanceof ArrowType.Timestamp t && t.getUnit() == TimeUnit.SECOND;
  }

  static @Nullable ArrowType common(ArrowType one, ArrowType other) {
    return switch (one) {
      case ArrowType.Timestamp a when other instanceof ArrowType.Timestamp b -> timestamps(a, b);
      case ArrowType.Timestamp a when other instanceof ArrowType.Date -> local(a);
      case ArrowType.Date a when other instanceof ArrowType.Timestamp b -> local(b);
      case ArrowType.Date a when other instanceof ArrowType.Date ->
          new ArrowType.Date(DateUnit.MILLISECOND);
      case ArrowType.Time a when other instanceof ArrowType.Time b ->
          time(finer(a.getUnit(), b.getUnit()));
      case ArrowType.Duration a when other instanceof ArrowType.Duration b ->
          new ArrowType.Duration(finer(a.getUnit(), b.getUnit()));
      default -> null;
    };
  }

  private static @Nullable ArrowType timestamps(
      ArrowType.Timestamp one, ArrowType.Timestamp other) {
    if ((one.getTimezone() == null) != (other.getTimezone() == null)) {
      return null;
    }
    return new ArrowType.Timestamp(finer(one.getUnit(), other.getUnit()), one.getTimezone());
  }

  /**
   * A date is a local day; only a timestamp without a zone is local, too. Date64 holds
   * milliseconds.
   */
  static @Nullable ArrowType local(ArrowType.Timestamp timestamp) {
    return timestamp.getTimezone() == null
        ? new ArrowType.Timestamp(finer(timestamp.getUnit(), TimeUnit.MILLISECOND), null)
        : null;
  }

  static ArrowType time(TimeUnit unit) {
    boolean small = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND;
    return new ArrowType.Time(unit, small ? 32 : 64);
  }

  static TimeUnit finer(TimeUnit one, TimeUnit other) {
    return Types.perSecond(one) >= Types.perSecond(other) ? one : other;
  }

  /** Ticks per day, or per second times 86,400, so that units of all kinds can be compared. */
  static long perDay(ArrowType type) {
    return switch (type) {
      case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? 1 : 86_400_000L;
      case ArrowType.Timestamp t -> 86_400L * Types.perSecond(t.getUnit());
      case ArrowType.Time t -> 86_400L * Types.perSecond(t.getUnit());
      case ArrowType.Duration t -> 86_400L * Types.perSecond(t.getUnit());
      default -> throw new IllegalArgumentException(Types.name(type));
    };
  }
}
