package io.sabot.stream.internal.table;

import io.sabot.expression.Types;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** One value as text for people: at most 60 characters, on one line. */
final class CellText {
  private static final int LONGEST = 60;

  private CellText() {}

  static String of(FieldVector vector, int row) {
    return clean(text(vector, row));
  }

  /** Cut to {@value #LONGEST} characters, without line ends and other control characters. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST + 1)
        .forEach(point ->
            clean.append(
                Character.isISOControl(point) ? escaped(point) : Character.toString(point)));
    if (width(clean.toString()) <= LONGEST) {
      return clean.toString();
    }
    return clean.substring(0, clean.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static String escaped(int control) {
    return switch (control) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(control);
    };
  }

  /** Columns on the screen, one per code point. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  static boolean isNumber(Field field) {
    return switch (field.getType()) {
      case ArrowType.Int t -> true;
      case ArrowType.FloatingPoint t -> true;
      case ArrowType.Decimal t -> true;
      default -> false;
    };
  }

  static String typeOf(Field field) {
    return clean(Types.name(field.getType()));
  }

  private static String text(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return "null";
    }
    return switch (vector.getField().getType()) {
      case ArrowType.Int t -> whole(vector.getObject(row), t);
      case ArrowType.Decimal t -> ((BigDecimal) vector.getObject(row)).toPlainString();
      case ArrowType.Date t -> date((BaseFixedWidthVector) vector, row, t);
      case ArrowType.Time t -> time((BaseFixedWidthVector) vector, row, t);
      case ArrowType.Timestamp t -> timestamp((BaseFixedWidthVector) vector, row, t);
      case ArrowType.List t -> list((ListVector) vector, row);
      case ArrowType.LargeList t -> list((LargeListVector) vector, row);
      case ArrowType.ListView t -> list((ListViewVector) vector, row);
      case ArrowType.LargeListView t -> list((LargeListViewVector) vector, row);
      case ArrowType.FixedSizeList t -> list((FixedSizeListVector) vector, row);
      case ArrowType.Struct t -> struct((StructVector) vector, row);
      case ArrowType.Map t -> list((ListVector) vector, row);
      default -> other(vector.getObject(row));
    };
  }

  private static String whole(Object value, ArrowType.Int type) {
    if (type.getIsSigned()) {
      return value.toString();
    }
    return switch (value) {
      case Byte b -> Integer.toString(Byte.toUnsignedInt(b));
      case Character c -> Integer.toString(c);
      case Integer i -> Integer.toUnsignedString(i);
      case Long l -> Long.toUnsignedString(l);
      default -> value.toString();
    };
  }

  /** A union is never null itself, but what it holds may be. */
  private static String other(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof byte[] bytes
        ? "0x" + HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, LONGEST))
        : value.toString();
  }

  private static long number(BaseFixedWidthVector vector, int row) {
    return vector.getTypeWidth() == 4
        ? vector.getDataBuffer().getInt(row * 4L)
        : vector.getDataBuffer().getLong(row * 8L);
  }

  private static String date(BaseFixedWidthVector vector, int row, ArrowType.Date type) {
    long number = number(vector, row);
    long day = type.getUnit() == DateUnit.DAY ? number : Math.floorDiv(number, 86_400_000L);
    return day < LocalDate.MIN.toEpochDay() || day > LocalDate.MAX.toEpochDay()
        ? number + " " + type.getUnit()
        : LocalDate.ofEpochDay(day).toString();
  }

  private static String time(BaseFixedWidthVector vector, int row, ArrowType.Time type) {
    long number = number(vector, row);
    long nanos = number * (1_000_000_000 / perSecond(type.getUnit()));
    return nanos < 0 || nanos > LocalTime.MAX.toNanoOfDay()
        ? number + " " + type.getUnit()
        : LocalTime.ofNanoOfDay(nanos).toString();
  }

  private static String timestamp(BaseFixedWidthVector vector, int row, ArrowType.Timestamp type) {
    long number = number(vector, row);
    long perSecond = perSecond(type.getUnit());
    long seconds = Math.floorDiv(number, perSecond);
    long nanos = Math.floorMod(number, perSecond) * (1_000_000_000 / perSecond);
    if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
      return number + " " + type.getUnit();
    }
    Instant instant = Instant.ofEpochSecond(seconds, nanos);
    return type.getTimezone() == null
        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            LocalDateTime.ofInstant(instant, ZoneOffset.UTC))
        : DateTimeFormatter.ISO_ZONED_DATE_TIME.format(
            instant.atZone(ZoneId.of(type.getTimezone())));
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1;
      case MILLISECOND -> 1_000;
      case MICROSECOND -> 1_000_000;
      case NANOSECOND -> 1_000_000_000;
    };
  }

  private static String list(ListVector vector, int row) {
    return list(
        vector.getDataVector(), vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static String list(LargeListVector vector, int row) {
    return list(
        vector.getDataVector(), vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static String list(ListViewVector vector, int row) {
    return list(
        vector.getDataVector(), vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static String list(LargeListViewVector vector, int row) {
    long start = vector.getOffsetBuffer().getLong(row * 8L);
    return list(vector.getDataVector(), start, start + vector.getSizeBuffer().getLong(row * 8L));
  }

  private static String list(FixedSizeListVector vector, int row) {
    return list(
        vector.getDataVector(), vector.getElementStartIndex(row), vector.getElementEndIndex(row));
  }

  private static String list(FieldVector items, long from, long end) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (long i = from; i < end && text.length() <= LONGEST; i++) {
      text.add(text(items, Math.toIntExact(i)));
    }
    return text.toString();
  }

  private static String struct(StructVector vector, int row) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (FieldVector child : vector.getChildrenFromFields()) {
      text.add(child.getName() + ": " + text(child, row));
    }
    return text.toString();
  }
}
