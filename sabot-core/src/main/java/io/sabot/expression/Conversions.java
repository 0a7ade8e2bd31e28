package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Brings arguments to a type: literals at once, everything else by a cast. */
final class Conversions {
  private Conversions() {}

  /** The argument as the type its place takes. */
  static BoundExpression to(BoundExpression argument, ArrowType type) {
    if (argument.type().equals(type)) {
      return argument;
    }
    if (argument instanceof BoundLiteral(Constant constant)) {
      Constant converted = literal(constant, type);
      if (converted != null) {
        return new BoundLiteral(converted);
      }
    }
    return cast(argument, type, false);
  }

  static BoundExpression cast(BoundExpression argument, ArrowType type, boolean lenient) {
    boolean fails = Casts.canFail(argument.type(), type);
    return new BoundCast(
        argument,
        type,
        argument.nullable() || lenient && fails,
        argument.canFail() || fails && !lenient,
        lenient);
  }

  /**
   * The type a literal takes beside a value of type {@code beside}; its own where it does not fit.
   */
  static ArrowType adapted(BoundExpression argument, ArrowType beside) {
    if (!(argument instanceof BoundLiteral(Constant constant))) {
      return argument.type();
    }
    if (constant.type() instanceof ArrowType.Int && beside instanceof ArrowType.Decimal) {
      return Types.decimal(digits(constant), 0);
    }
    return literal(constant, beside) == null || !adapts(constant.type(), beside)
        ? constant.type()
        : beside;
  }

  private static int digits(Constant constant) {
    return BigDecimal.valueOf((Long) Objects.requireNonNull(constant.value())).precision();
  }

  /** Whether a literal gives way: integers to numbers, times to coarser or finer times. */
  private static boolean adapts(ArrowType literal, ArrowType beside) {
    return literal instanceof ArrowType.Int && Types.isNumber(beside)
        || literal.getTypeID() == beside.getTypeID()
            && Types.isTemporal(literal)
            && Types.common(literal, beside) != null;
  }

  /** The literal in another type, or null where its value is not exactly there. */
  static @Nullable Constant literal(Constant constant, ArrowType type) {
    return switch (constant.value()) {
      case null -> Constant.nullOf(type);
      case Long value when constant.type() instanceof ArrowType.Int -> integer(value, type);
      case Long value when constant.type().getTypeID() == type.getTypeID() ->
          temporal(value, constant.type(), type);
      case Float value when type.equals(Types.FLOAT64) -> new Constant(value.doubleValue(), type);
      case BigDecimal value when type instanceof ArrowType.Decimal t -> decimal(value, t);
      default -> null;
    };
  }

  private static @Nullable Constant integer(long value, ArrowType type) {
    return switch (type) {
      case ArrowType.Int t -> fits(value, t) ? new Constant(value, type) : null;
      case ArrowType.Decimal t -> decimal(BigDecimal.valueOf(value), t);
      case ArrowType.FloatingPoint t when type.equals(Types.FLOAT64) ->
          Math.abs(value) <= 1L << 53 ? new Constant((double) value, type) : null;
      case ArrowType.FloatingPoint t when type.equals(Types.FLOAT32) ->
          Math.abs(value) <= 1L << 24 ? new Constant((float) value, type) : null;
      default -> null;
    };
  }

  private static boolean fits(long value, ArrowType.Int type) {
    int bits = type.getBitWidth();
    if (!type.getIsSigned()) {
      return value >= 0 && (bits == 64 || value >>> bits == 0);
    }
    return bits == 64 || value >> bits - 1 == value >> 63;
  }

  private static @Nullable Constant decimal(BigDecimal value, ArrowType.Decimal type) {
    if (value.stripTrailingZeros().scale() > type.getScale() || type.getBitWidth() != 128) {
      return null;
    }
    BigDecimal scaled = value.setScale(type.getScale());
    return scaled.precision() <= type.getPrecision() ? new Constant(scaled, type) : null;
  }

  private static @Nullable Constant temporal(long value, ArrowType from, ArrowType to) {
    long fromUnits = TemporalTypes.perDay(from);
    long toUnits = TemporalTypes.perDay(to);
    if (fromUnits >= toUnits) {
      long ratio = fromUnits / toUnits;
      return value % ratio == 0 ? new Constant(value / ratio, to) : null;
    }
    long ratio = toUnits / fromUnits;
    return Math.abs(value) <= Long.MAX_VALUE / ratio ? new Constant(value * ratio, to) : null;
  }
}
