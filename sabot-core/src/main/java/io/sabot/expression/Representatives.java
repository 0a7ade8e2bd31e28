package io.sabot.expression;

import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** One type of each kind that functions tell apart; what messages list. */
public final class Representatives {
  /** In the order in which they are listed. */
  public static final List<ArrowType> TYPES =
      List.of(
          Types.BOOL,
          new ArrowType.Int(8, true),
          new ArrowType.Int(16, true),
          Types.INT32,
          Types.INT64,
          new ArrowType.Int(8, false),
          new ArrowType.Int(16, false),
          new ArrowType.Int(32, false),
          new ArrowType.Int(64, false),
          new ArrowType.FloatingPoint(FloatingPointPrecision.HALF),
          Types.FLOAT32,
          Types.FLOAT64,
          new ArrowType.Decimal(12, 2, 128),
          ArrowType.Utf8.INSTANCE,
          ArrowType.LargeUtf8.INSTANCE,
          ArrowType.Utf8View.INSTANCE,
          ArrowType.Binary.INSTANCE,
          ArrowType.LargeBinary.INSTANCE,
          ArrowType.BinaryView.INSTANCE,
          new ArrowType.FixedSizeBinary(16),
          new ArrowType.Date(DateUnit.DAY),
          new ArrowType.Date(DateUnit.MILLISECOND),
          new ArrowType.Time(TimeUnit.SECOND, 32),
          new ArrowType.Time(TimeUnit.MICROSECOND, 64),
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, null),
          new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"),
          new ArrowType.Duration(TimeUnit.MICROSECOND),
          ArrowType.List.INSTANCE,
          ArrowType.LargeList.INSTANCE,
          new ArrowType.FixedSizeList(2),
          ArrowType.ListView.INSTANCE,
          ArrowType.LargeListView.INSTANCE,
          ArrowType.Struct.INSTANCE,
          new ArrowType.Map(false));

  private Representatives() {}
}
