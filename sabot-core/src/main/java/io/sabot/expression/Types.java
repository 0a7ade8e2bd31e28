package io.sabot.expression;

import org.apache.arrow.vector.types.pojo.ArrowType;

/** Names of Arrow types as messages and casts write them. */
public final class Types {
  private Types() {}

  /** E.g. {@code Int64}, {@code Float64}, {@code Utf8}, {@code Timestamp(MICROSECOND, UTC)}. */
  public static String name(ArrowType type) {
    return switch (type) {
      case ArrowType.Int t -> (t.getIsSigned() ? "Int" : "UInt") + t.getBitWidth();
      case ArrowType.FloatingPoint t ->
          switch (t.getPrecision()) {
            case HALF -> "Float16";
            case SINGLE -> "Float32";
            case DOUBLE -> "Float64";
          };
      case ArrowType.Decimal t ->
          "Decimal%d(%d, %d)".formatted(t.getBitWidth(), t.getPrecision(), t.getScale());
      case ArrowType.Date t ->
          t.getUnit() == org.apache.arrow.vector.types.DateUnit.DAY ? "Date32" : "Date64";
      case ArrowType.Timestamp t ->
          t.getTimezone() == null
              ? "Timestamp(" + t.getUnit() + ")"
              : "Timestamp(" + t.getUnit() + ", " + t.getTimezone() + ")";
      case ArrowType.Bool t -> "Boolean";
      default -> type.toString();
    };
  }
}
