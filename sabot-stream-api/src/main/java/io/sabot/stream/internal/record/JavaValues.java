package io.sabot.stream.internal.record;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** The natural Java value of each Arrow type; see {@link io.sabot.stream.Row}. */
final class JavaValues {
  private JavaValues() {}

  /** Reads the vector, which stays with the caller; null rows give null. */
  static IntFunction<@Nullable Object> reader(ValueVector vector) {
    if (vector instanceof NullVector) {
      return row -> null;
    }
    IntFunction<@Nullable Object> values = values(vector);
    return row -> vector.isNull(row) ? null : values.apply(row);
  }

  private static IntFunction<@Nullable Object> values(ValueVector vector) {
    return switch (vector) {
      case BitVector v -> row -> v.get(row) != 0;
      case IntVector v -> v::get;
      case BigIntVector v -> v::get;
      case UInt1Vector v -> row -> (short) (v.get(row) & 0xFF);
      case UInt2Vector v -> row -> (int) v.get(row);
      case UInt4Vector v -> row -> v.get(row) & 0xFFFFFFFFL;
      case UInt8Vector v -> row -> unsigned(v.get(row));
      case DateDayVector v -> row -> LocalDate.ofEpochDay(v.get(row));
      case DateMilliVector v -> row -> LocalDate.ofEpochDay(Math.floorDiv(v.get(row), 86_400_000L));
      case TimeSecVector v -> row -> LocalTime.ofSecondOfDay(v.get(row));
      case TimeMilliVector v -> row -> LocalTime.ofNanoOfDay(v.get(row) * 1_000_000L);
      case TimeMicroVector v -> row -> LocalTime.ofNanoOfDay(v.get(row) * 1_000L);
      case TimeNanoVector v -> row -> LocalTime.ofNanoOfDay(v.get(row));
      case TimeStampVector v -> timestamp(v);
      case DurationVector v -> duration(v);
      case MapVector v -> map(v);
      case ListVector v -> lists(v, JavaValues::reader);
      case LargeListVector v -> lists(v, JavaValues::reader);
      case FixedSizeListVector v -> lists(v, JavaValues::reader);
      case StructVector v -> struct(v);
      default -> row -> plain(vector.getObject(row));
    };
  }

  private static Object plain(Object value) {
    return value instanceof Text text ? text.toString() : value;
  }

  private static BigInteger unsigned(long bits) {
    BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? low.setBit(63) : low;
  }

  private static IntFunction<@Nullable Object> timestamp(TimeStampVector vector) {
    ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
    TimeUnit unit = type.getUnit();
    return type.getTimezone() == null
        ? row -> LocalDateTime.ofInstant(instant(vector.get(row), unit), ZoneOffset.UTC)
        : row -> instant(vector.get(row), unit);
  }

  private static Instant instant(long value, TimeUnit unit) {
    long perSecond = perSecond(unit);
    return Instant.ofEpochSecond(
        Math.floorDiv(value, perSecond),
        Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
  }

  private static IntFunction<@Nullable Object> duration(DurationVector vector) {
    long perSecond = perSecond(((ArrowType.Duration) vector.getField().getType()).getUnit());
    return row -> {
      long value = DurationVector.get(vector.getDataBuffer(), row);
      return Duration.ofSeconds(
          Math.floorDiv(value, perSecond),
          Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
    };
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> 1_000_000_000;
    };
  }

  private interface Bound {
    int of(int row);
  }

  /** Reads a vector of lists whose elements are read so; null rows give null. */
  static IntFunction<@Nullable Object> lists(ValueVector vector, FieldReader elements) {
    return switch (vector) {
      case ListVector v ->
          lists(
              v, elements.open(v.getDataVector()), v::getElementStartIndex, v::getElementEndIndex);
      case LargeListVector v ->
          lists(
              v,
              elements.open(v.getDataVector()),
              row -> (int) v.getElementStartIndex(row),
              row -> (int) v.getElementEndIndex(row));
      case FixedSizeListVector v ->
          lists(
              v,
              elements.open(v.getDataVector()),
              row -> row * v.getListSize(),
              row -> (row + 1) * v.getListSize());
      default -> throw new IllegalArgumentException("no list: " + vector.getField());
    };
  }

  private static IntFunction<@Nullable Object> lists(
      ValueVector vector, IntFunction<@Nullable Object> element, Bound start, Bound end) {
    return row -> {
      if (vector.isNull(row)) {
        return null;
      }
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = start.of(row); i < end.of(row); i++) {
        values.add(element.apply(i));
      }
      return values;
    };
  }

  private static IntFunction<@Nullable Object> struct(StructVector vector) {
    Map<String, IntFunction<@Nullable Object>> fields = new LinkedHashMap<>();
    for (FieldVector child : vector.getChildrenFromFields()) {
      fields.put(child.getName(), reader(child));
    }
    return row -> {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      fields.forEach((name, field) -> values.put(name, field.apply(row)));
      return values;
    };
  }

  private static IntFunction<@Nullable Object> map(MapVector vector) {
    StructVector entries = (StructVector) vector.getDataVector();
    List<FieldVector> children = entries.getChildrenFromFields();
    IntFunction<@Nullable Object> keys = reader(children.get(0));
    IntFunction<@Nullable Object> values = reader(children.get(1));
    return row -> {
      Map<@Nullable Object, @Nullable Object> result = new LinkedHashMap<>();
      for (int i = vector.getElementStartIndex(row); i < vector.getElementEndIndex(row); i++) {
        result.put(keys.apply(i), values.apply(i));
      }
      return result;
    };
  }
}
