package io.sabot.batch;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The physical layouts of the Arrow columnar format. Code that moves rows dispatches on these, so
 * that a logical type added tomorrow moves today.
 *
 * @see <a href="https://arrow.apache.org/docs/format/Columnar.html">Arrow columnar format</a>
 */
public enum Layout {
  /** No buffers. */
  NULL,
  /** Validity, bits. */
  BIT,
  /** Validity, values of {@link #width} bytes. */
  FIXED,
  /** Validity, 32-bit offsets, bytes. */
  VARIABLE,
  /** Validity, 64-bit offsets, bytes. */
  LARGE_VARIABLE,
  /** Validity, 16-byte views, any number of data buffers. */
  VIEW,
  /** Validity, 32-bit offsets; one child. Also maps. */
  LIST,
  /** Validity, 64-bit offsets; one child. */
  LARGE_LIST,
  /** Validity, 32-bit offsets, 32-bit sizes; one child. */
  LIST_VIEW,
  /** Validity, 64-bit offsets, 64-bit sizes; one child. */
  LARGE_LIST_VIEW,
  /** Validity; one child of {@code length × listSize} rows. */
  FIXED_SIZE_LIST,
  /** Validity; children of equal length. */
  STRUCT,
  /** Type ids; children of equal length. No validity. */
  SPARSE_UNION,
  /** Type ids, 32-bit offsets; children of own lengths. No validity. */
  DENSE_UNION,
  /** No buffers; children {@code run_ends} and {@code values}. */
  RUN_END_ENCODED;

  /** The layout of a type as it lies in memory (the index type of a dictionary-encoded field). */
  public static Layout of(ArrowType type) {
    return switch (type.getTypeID()) {
      case Null -> NULL;
      case Bool -> BIT;
      case Int,
          FloatingPoint,
          Decimal,
          Date,
          Time,
          Timestamp,
          Interval,
          Duration,
          FixedSizeBinary ->
          FIXED;
      case Utf8, Binary -> VARIABLE;
      case LargeUtf8, LargeBinary -> LARGE_VARIABLE;
      case Utf8View, BinaryView -> VIEW;
      case List, Map -> LIST;
      case LargeList -> LARGE_LIST;
      case ListView -> LIST_VIEW;
      case LargeListView -> LARGE_LIST_VIEW;
      case FixedSizeList -> FIXED_SIZE_LIST;
      case Struct -> STRUCT;
      case Union ->
          ((ArrowType.Union) type).getMode() == UnionMode.Dense ? DENSE_UNION : SPARSE_UNION;
      case RunEndEncoded -> RUN_END_ENCODED;
      case NONE -> of(((ArrowType.ExtensionType) type).storageType());
    };
  }

  /** Bytes per value of a type with layout {@link #FIXED}. */
  public static int width(ArrowType type) {
    return switch (type) {
      case ArrowType.Int t -> t.getBitWidth() / 8;
      case ArrowType.FloatingPoint t -> floatWidth(t.getPrecision());
      case ArrowType.Decimal t -> t.getBitWidth() / 8;
      case ArrowType.Date t -> t.getUnit() == org.apache.arrow.vector.types.DateUnit.DAY ? 4 : 8;
      case ArrowType.Time t -> t.getBitWidth() / 8;
      case ArrowType.Timestamp t -> 8;
      case ArrowType.Duration t -> 8;
      case ArrowType.Interval t -> intervalWidth(t);
      case ArrowType.FixedSizeBinary t -> t.getByteWidth();
      case ArrowType.ExtensionType t -> width(t.storageType());
      default -> throw new IllegalArgumentException("not a fixed-width type: " + type);
    };
  }

  /** Whether the first buffer is a validity bitmap. */
  public boolean hasValidity() {
    return switch (this) {
      case NULL, SPARSE_UNION, DENSE_UNION, RUN_END_ENCODED -> false;
      default -> true;
    };
  }

  private static int floatWidth(FloatingPointPrecision precision) {
    return switch (precision) {
      case HALF -> 2;
      case SINGLE -> 4;
      case DOUBLE -> 8;
    };
  }

  private static int intervalWidth(ArrowType.Interval type) {
    return switch (type.getUnit()) {
      case YEAR_MONTH -> 4;
      case DAY_TIME -> 8;
      case MONTH_DAY_NANO -> 16;
    };
  }
}
