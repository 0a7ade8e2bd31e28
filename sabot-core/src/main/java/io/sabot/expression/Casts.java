package io.sabot.expression;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Which conversions exist, and which of them may meet a value that the target cannot hold. */
public final class Casts {
  private Casts() {}

  /** Whether values of one type can be cast to another at all. */
  public static boolean allowed(ArrowType from, ArrowType to) {
    if (from.equals(to) || from instanceof ArrowType.Null) {
      return Types.isPlain(to) || from.equals(to);
    }
    if (from instanceof ArrowType.Bool || to instanceof ArrowType.Bool) {
      ArrowType other = from instanceof ArrowType.Bool ? to : from;
      return other instanceof ArrowType.Int || Types.isFloat(other) || Types.isText(other);
    }
    if (Types.isText(from) || Types.isText(to)) {
      return isWritten(from) && isWritten(to);
    }
    if (Types.isNumber(from) && Types.isNumber(to)) {
      return true;
    }
    if (Types.isBinary(from) && Types.isBinary(to)) {
      return !(to instanceof ArrowType.FixedSizeBinary);
    }
    return temporal(from, to);
  }

  /** Types that have a text form. */
  private static boolean isWritten(ArrowType type) {
    return Types.isText(type)
        || Types.isNumber(type)
        || Types.isTemporal(type) && !(type instanceof ArrowType.Duration);
  }

  private static boolean temporal(ArrowType from, ArrowType to) {
    if (!Types.isTemporal(from) || !Types.isTemporal(to)) {
      return from instanceof ArrowType.Int i && sameBits(to, i)
          || to instanceof ArrowType.Int t && sameBits(from, t);
    }
    if (from.getTypeID() == to.getTypeID()) {
      return true;
    }
    return isDay(from) && isDay(to);
  }

  private static boolean isDay(ArrowType type) {
    return type instanceof ArrowType.Date || type instanceof ArrowType.Timestamp;
  }

  /**
   * A temporal value is a signed count of its unit; a cast to an integer as wide shows that count.
   */
  private static boolean sameBits(ArrowType temporal, ArrowType.Int integer) {
    return integer.getIsSigned()
        && switch (temporal) {
          case ArrowType.Date t -> integer.getBitWidth() == (t.getUnit() == DateUnit.DAY ? 32 : 64);
          case ArrowType.Time t -> integer.getBitWidth() == t.getBitWidth();
          case ArrowType.Timestamp t -> integer.getBitWidth() == 64;
          case ArrowType.Duration t -> integer.getBitWidth() == 64;
          default -> false;
        };
  }

  private static boolean isInstant(ArrowType type) {
    return type instanceof ArrowType.Timestamp t && t.getTimezone() != null;
  }

  /** Whether some value of {@code from} has no counterpart in {@code to}. */
  public static boolean canFail(ArrowType from, ArrowType to) {
    if (from.equals(to) || Types.isText(to) || Types.isBinary(to) || to instanceof ArrowType.Bool) {
      return Types.isText(from) && to instanceof ArrowType.Bool
          || Types.isText(to) && TemporalTypes.countsPastTheCalendar(from);
    }
    return switch (from) {
      case ArrowType.Null t -> false;
      case ArrowType.Bool t -> false;
      case ArrowType.Int t -> integerCanFail(t, to);
      case ArrowType.FloatingPoint t -> !Types.isFloat(to);
      case ArrowType.Decimal t -> decimalCanFail(t, to);
      default -> Types.isText(from) || Types.isTemporal(to) && temporalCanFail(from, to);
    };
  }

  private static boolean integerCanFail(ArrowType.Int from, ArrowType to) {
    return switch (to) {
      case ArrowType.Int t -> !to.equals(Types.common(from, to));
      case ArrowType.Decimal t ->
          Types.asDecimal(from).getPrecision() > t.getPrecision() - t.getScale();
      default -> false;
    };
  }

  private static boolean decimalCanFail(ArrowType.Decimal from, ArrowType to) {
    if (!(to instanceof ArrowType.Decimal t)) {
      return to instanceof ArrowType.Int;
    }
    int whole = from.getPrecision() - from.getScale();
    int room = t.getPrecision() - t.getScale();
    // Rounding half up may carry into a digit more.
    return t.getScale() < from.getScale() ? whole >= room : whole > room;
  }

  /**
   * Finer units overflow, days of 32 bits cannot hold every timestamp, and the offset of a zone may
   * lead past the last one.
   */
  private static boolean temporalCanFail(ArrowType from, ArrowType to) {
    return isInstant(from) != isInstant(to)
        || TemporalTypes.perDay(to) > TemporalTypes.perDay(from)
        || to instanceof ArrowType.Date;
  }
}
