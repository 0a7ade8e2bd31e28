package io.sabot.expression;

import io.sabot.expression.BoundExpression.BoundLiteral;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

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
    return text instanceof BoundLiteral
        ? "write %s as a literal of %s, or cast \"%s\" to Utf8".formatted(text, type, other)
        : "cast \"%s\" to %s".formatted(text, type);
  }

  private static boolean isTime(ArrowType type) {
    return type instanceof ArrowType.Timestamp || type instanceof ArrowType.Date;
  }
}
