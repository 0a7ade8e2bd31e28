package io.sabot.operators.internal.table;

import io.sabot.batch.SchemaCheck;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Which different types hold comparable keys, and which type holds the values of both. */
public final class KeyFamily {
  private KeyFamily() {}

  /** The type that holds the keys of both fields, or null where they cannot be compared. */
  public static @Nullable ArrowType common(Field left, Field right) {
    if (SchemaCheck.sameType(left, right)) {
      return left.getType();
    }
    return switch (left.getType()) {
      case ArrowType.Int one when right.getType() instanceof ArrowType.Int other ->
          integers(one, other);
      case ArrowType.FloatingPoint one
          when right.getType() instanceof ArrowType.FloatingPoint other ->
          one.getPrecision().compareTo(other.getPrecision()) > 0 ? one : other;
      case ArrowType.Decimal one when right.getType() instanceof ArrowType.Decimal other ->
          decimals(one, other);
      case ArrowType.Timestamp one when right.getType() instanceof ArrowType.Timestamp other ->
          timestamps(one, other);
      default -> bytes(left.getType(), right.getType());
    };
  }

  private static @Nullable ArrowType integers(ArrowType.Int one, ArrowType.Int other) {
    if (one.getIsSigned() == other.getIsSigned()) {
      return one.getBitWidth() > other.getBitWidth() ? one : other;
    }
    int unsigned = one.getIsSigned() ? other.getBitWidth() : one.getBitWidth();
    int signed = one.getIsSigned() ? one.getBitWidth() : other.getBitWidth();
    return unsigned == 64 ? null : new ArrowType.Int(Math.max(signed, unsigned * 2), true);
  }

  private static @Nullable ArrowType decimals(ArrowType.Decimal one, ArrowType.Decimal other) {
    if (one.getScale() != other.getScale() || one.getBitWidth() != other.getBitWidth()) {
      return null;
    }
    return one.getPrecision() > other.getPrecision() ? one : other;
  }

  private static @Nullable ArrowType timestamps(
      ArrowType.Timestamp one, ArrowType.Timestamp other) {
    boolean comparable =
        one.getUnit() == other.getUnit()
            && (one.getTimezone() == null) == (other.getTimezone() == null);
    return comparable ? one : null;
  }

  private static @Nullable ArrowType bytes(ArrowType one, ArrowType other) {
    if (isString(one) && isString(other)) {
      return new ArrowType.LargeUtf8();
    }
    return isBinary(one) && isBinary(other) ? new ArrowType.LargeBinary() : null;
  }

  private static boolean isString(ArrowType type) {
    return type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Utf8View;
  }

  private static boolean isBinary(ArrowType type) {
    return type instanceof ArrowType.Binary
        || type instanceof ArrowType.LargeBinary
        || type instanceof ArrowType.BinaryView;
  }

  /** The precision order that {@link #common} relies on. */
  static {
    assert FloatingPointPrecision.HALF.compareTo(FloatingPointPrecision.SINGLE) < 0
        && FloatingPointPrecision.SINGLE.compareTo(FloatingPointPrecision.DOUBLE) < 0;
  }
}
