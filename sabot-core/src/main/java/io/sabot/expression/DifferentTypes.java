package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.BoundExpression.BoundLiteral;
import java.math.BigDecimal;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** What mends values that have no type in common. */
final class DifferentTypes {
  private DifferentTypes() {}

  static String cure(List<BoundExpression> values) {
    if (values.stream().allMatch(value -> isTime(value.type()))) {
      return "a timestamp with a zone is an instant, one without is local; cast one to the other's"
          + " type";
    }
    for (BoundExpression value : values) {
      for (BoundExpression other : values) {
        if (Types.isText(value.type()) && Casts.allowed(value.type(), other.type())) {
          String cure = text(value, other);
          if (!cure.isEmpty()) {
            return cure;
          }
        }
      }
    }
    return "cast one side to a type both convert to, e.g. with cast(ArrowType.Utf8.INSTANCE)";
  }

  /** Text beside something else that has a text form. */
  private static String text(BoundExpression text, BoundExpression other) {
    if (Types.isText(other.type())) {
      return "";
    }
    String type = Types.name(other.type());
    if (text instanceof BoundLiteral(Constant constant)) {
      return Types.isNumber(other.type()) && isNumber(String.valueOf(constant.value()))
          ? "write the number %s, or %s"
              .formatted(constant.value(), cast(other, ArrowType.Utf8.INSTANCE))
          : "write %s as a literal of %s, or %s"
              .formatted(text, type, cast(other, ArrowType.Utf8.INSTANCE));
    }
    return other instanceof BoundLiteral(Constant constant)
            && constant.type() instanceof ArrowType.Int
        ? "write the string \"%s\", or %s".formatted(constant.value(), cast(text, other.type()))
        : cast(text, other.type());
  }

  private static boolean isNumber(String text) {
    try {
      return new BigDecimal(text).precision() > 0;
    } catch (NumberFormatException notOne) {
      return false;
    }
  }

  /** As it is written, where that is short. */
  private static String cast(BoundExpression argument, ArrowType type) {
    String written = written(type);
    return argument instanceof BoundColumn && written != null
        ? "cast: col(\"%s\").cast(%s)".formatted(argument, written)
        : "cast \"%s\" to %s".formatted(argument, Types.name(type));
  }

  private static @Nullable String written(ArrowType type) {
    return switch (type) {
      case ArrowType.Utf8 t -> "ArrowType.Utf8.INSTANCE";
      case ArrowType.Int t when t.equals(Types.INT32) -> "Types.INT32";
      case ArrowType.Int t when t.equals(Types.INT64) -> "Types.INT64";
      case ArrowType.Int t ->
          "new ArrowType.Int(%d, %s)".formatted(t.getBitWidth(), t.getIsSigned());
      case ArrowType.FloatingPoint t when t.equals(Types.FLOAT32) -> "Types.FLOAT32";
      case ArrowType.FloatingPoint t when t.equals(Types.FLOAT64) -> "Types.FLOAT64";
      case ArrowType.Decimal t ->
          "new ArrowType.Decimal(%d, %d, %d)"
              .formatted(t.getPrecision(), t.getScale(), t.getBitWidth());
      default -> null;
    };
  }

  private static boolean isTime(ArrowType type) {
    return type instanceof ArrowType.Timestamp || type instanceof ArrowType.Date;
  }
}
