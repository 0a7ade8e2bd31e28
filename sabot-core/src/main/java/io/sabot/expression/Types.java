package io.sabot.expression;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Kinds of Arrow types, their names in messages, and the type two of them have in common. */
public final class Types {
  /** Boolean. */
  public static final ArrowType BOOL = ArrowType.Bool.INSTANCE;

  /** Signed integers of 32 bits. */
  public static final ArrowType INT32 = new ArrowType.Int(32, true);

  /** Signed integers of 64 bits. */
  public static final ArrowType INT64 = new ArrowType.Int(64, true);

  /** IEEE 754 binary32. */
  public static final ArrowType FLOAT32 =
      new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

  /** IEEE 754 binary64. */
  public static final ArrowType FLOAT64 =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

  /** The most digits a 128-bit decimal holds. */
  public static final int MAX_PRECISION = 38;

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
      case ArrowType.Date t -> t.getUnit() == DateUnit.DAY ? "Date32" : "Date64";
      case ArrowType.Timestamp t ->
          t.getTimezone() == null
              ? "Timestamp(" + t.getUnit() + ")"
              : "Timestamp(" + t.getUnit() + ", " + t.getTimezone() + ")";
      case ArrowType.Bool t -> "Boolean";
      case ArrowType.Map t -> "Map";
      default -> type.toString();
    };
  }

  /** Integers, floating point and decimals. */
  public static boolean isNumber(ArrowType type) {
    return type instanceof ArrowType.Int || isFloat(type) || type instanceof ArrowType.Decimal;
  }

  /** Floating point of any precision. */
  public static boolean isFloat(ArrowType type) {
    return type instanceof ArrowType.FloatingPoint;
  }

  /** How many bits Arrow's integers may have. */
  static boolean isWidth(int bits) {
    return bits == 8 || bits == 16 || bits == 32 || bits == 64;
  }

  /** Integers without a sign. */
  public static boolean isUnsigned(ArrowType type) {
    return type instanceof ArrowType.Int t && !t.getIsSigned();
  }

  /** Strings in any layout. */
  public static boolean isText(ArrowType type) {
    return switch (type.getTypeID()) {
      case Utf8, LargeUtf8, Utf8View -> true;
      default -> false;
    };
  }

  /** Byte strings in any layout. */
  public static boolean isBinary(ArrowType type) {
    return switch (type.getTypeID()) {
      case Binary, LargeBinary, BinaryView, FixedSizeBinary -> true;
      default -> false;
    };
  }

  /** Lists in any layout; not maps. */
  public static boolean isList(ArrowType type) {
    return switch (type.getTypeID()) {
      case List, LargeList, FixedSizeList, ListView, LargeListView -> true;
      default -> false;
    };
  }

  /** Dates, times of day, timestamps and durations; not intervals, which have no order. */
  public static boolean isTemporal(ArrowType type) {
    return switch (type.getTypeID()) {
      case Date, Time, Timestamp, Duration -> true;
      default -> false;
    };
  }

  /** Types whose values expressions compute with: neither nested nor intervals nor extensions. */
  public static boolean isPlain(ArrowType type) {
    return type instanceof ArrowType.Bool
        || type instanceof ArrowType.Null
        || isNumber(type)
        || isText(type)
        || isBinary(type)
        || isTemporal(type);
  }

  /** The decimal that holds every value of an integer type; a decimal is its own. */
  public static ArrowType.Decimal asDecimal(ArrowType type) {
    return switch (type) {
      case ArrowType.Decimal t -> t;
      case ArrowType.Int t -> decimal(digits(t), 0);
      default -> throw new IllegalArgumentException(name(type));
    };
  }

  /** A 128-bit decimal. */
  public static ArrowType.Decimal decimal(int precision, int scale) {
    return new ArrowType.Decimal(precision, scale, 128);
  }

  private static int digits(ArrowType.Int type) {
    return switch (type.getBitWidth()) {
      case 8 -> 3;
      case 16 -> 5;
      case 32 -> 10;
      default -> type.getIsSigned() ? 19 : 20;
    };
  }

  /**
   * The type that values of both types convert to before they are compared, added or merged; null
   * where there is none. Integers widen; a 64-bit unsigned one meets a signed one in Decimal(20,
   * 0). Float32 meets integers of up to 16 bits in Float32, all others in Float64. Decimals widen
   * to hold both, up to {@value #MAX_PRECISION} digits; with floating point they become Float64.
   * Time units widen to the finer one. Timestamps with and without a zone have nothing in common.
   */
  public static @Nullable ArrowType common(ArrowType one, ArrowType other) {
    if (one.equals(other) || other instanceof ArrowType.Null) {
      return one;
    }
    if (one instanceof ArrowType.Null) {
      return other;
    }
    if (isNumber(one) && isNumber(other)) {
      return commonNumber(one, other);
    }
    if (isText(one) && isText(other)) {
      return eitherIs(ArrowType.LargeUtf8.INSTANCE, ArrowType.Utf8.INSTANCE, one, other);
    }
    if (isBinary(one) && isBinary(other)) {
      return eitherIs(ArrowType.LargeBinary.INSTANCE, ArrowType.Binary.INSTANCE, one, other);
    }
    return isTemporal(one) && isTemporal(other) ? TemporalTypes.common(one, other) : null;
  }

  private static ArrowType eitherIs(
      ArrowType large, ArrowType small, ArrowType one, ArrowType other) {
    return one.equals(large) || other.equals(large) ? large : small;
  }

  private static ArrowType commonNumber(ArrowType one, ArrowType other) {
    if (one instanceof ArrowType.Int a && other instanceof ArrowType.Int b) {
      return commonInteger(a, b);
    }
    if (isFloat(one) || isFloat(other)) {
      return fitsFloat32(one) && fitsFloat32(other) ? FLOAT32 : FLOAT64;
    }
    ArrowType.Decimal a = asDecimal(one);
    ArrowType.Decimal b = asDecimal(other);
    int scale = Math.max(a.getScale(), b.getScale());
    int whole = Math.max(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale());
    return decimal(Math.min(MAX_PRECISION, whole + scale), scale);
  }

  private static boolean fitsFloat32(ArrowType type) {
    return switch (type) {
      case ArrowType.FloatingPoint t -> t.getPrecision() != FloatingPointPrecision.DOUBLE;
      case ArrowType.Int t -> t.getBitWidth() <= 16;
      default -> false;
    };
  }

  private static ArrowType commonInteger(ArrowType.Int one, ArrowType.Int other) {
    int widest = Math.max(one.getBitWidth(), other.getBitWidth());
    if (one.getIsSigned() == other.getIsSigned()) {
      return new ArrowType.Int(widest, one.getIsSigned());
    }
    int unsigned = one.getIsSigned() ? other.getBitWidth() : one.getBitWidth();
    int signed = one.getIsSigned() ? one.getBitWidth() : other.getBitWidth();
    if (unsigned == 64) {
      return decimal(20, 0);
    }
    return new ArrowType.Int(Math.max(signed, unsigned * 2), true);
  }

  /** Units of this kind in a second. */
  public static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> 1_000_000_000;
    };
  }
}
