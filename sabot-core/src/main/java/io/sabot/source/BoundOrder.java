package io.sabot.source;

import io.sabot.expression.BoundExpression.BoundCast;
import io.sabot.expression.Constant;
import io.sabot.expression.Types;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Compares bounds with constants. What does not compare may be anything. */
final class BoundOrder {
  private BoundOrder() {}

  /** Whether a cast changes how a number is stored, but not what it is compared to. */
  static boolean keepsOrder(BoundCast cast) {
    return !cast.canFail()
        && Types.isNumber(cast.argument().type())
        && Types.isNumber(cast.type())
        && !Types.isFloat(cast.type())
        && !rounds(cast.argument().type(), cast.type());
  }

  private static boolean rounds(ArrowType from, ArrowType to) {
    return from instanceof ArrowType.Decimal wide
        && to instanceof ArrowType.Decimal narrow
        && narrow.getScale() < wide.getScale();
  }

  static boolean mayBeAtLeast(@Nullable Constant highest, Constant constant) {
    Integer order = compare(highest, constant);
    return order == null || order >= 0;
  }

  static boolean mayBeAtMost(@Nullable Constant lowest, Constant constant) {
    Integer order = compare(lowest, constant);
    return order == null || order <= 0;
  }

  /** The order of a bound and a constant, null where there is none. */
  private static @Nullable Integer compare(@Nullable Constant bound, Constant constant) {
    if (bound == null || bound.value() == null || !comparable(bound.type(), constant.type())) {
      return null;
    }
    Object value = constant.value();
    return switch (bound.value()) {
      case Boolean one when value instanceof Boolean other -> one.compareTo(other);
      case String one when value instanceof String other -> one.compareTo(bytes(other, constant));
      case Double one when value instanceof Double other && !other.isNaN() ->
          one.doubleValue() == other ? 0 : Double.compare(one, other);
      case Object one when number(one) != null && number(value) != null ->
          number(one).compareTo(number(value));
      default -> null;
    };
  }

  /** Counts of time only compare with counts of the same unit and meaning. */
  private static boolean comparable(ArrowType bound, ArrowType constant) {
    return bound.equals(constant)
        || Types.isNumber(bound) && Types.isNumber(constant)
        || Types.isBinary(bound) && (Types.isText(constant) || Types.isBinary(constant));
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case Long v -> BigDecimal.valueOf(v);
      case BigDecimal v -> v;
      case null, default -> null;
    };
  }

  /** Hexadecimal digits are in the order of the bytes they stand for. */
  private static String bytes(String value, Constant constant) {
    return Types.isText(constant.type())
        ? HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8))
        : value;
  }
}
