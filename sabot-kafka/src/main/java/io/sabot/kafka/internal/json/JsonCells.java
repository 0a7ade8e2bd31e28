package io.sabot.kafka.internal.json;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.column.ColumnValues;
import java.lang.foreign.MemorySegment;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** What values look like in JSON: the forms that are read, too. */
final class JsonCells {
  private JsonCells() {}

  /** Whether values of a field can be written, provided that those of its children can. */
  static boolean canWrite(Field field) {
    return switch (Layout.of(field.getType())) {
      case NULL, BIT, VARIABLE, LARGE_VARIABLE, STRUCT -> true;
      // Keys of a map may be alike, and need not be text.
      case LIST -> !(field.getType() instanceof ArrowType.Map);
      case LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST -> true;
      case FIXED ->
          switch (field.getType()) {
            case ArrowType.Int type -> true;
            case ArrowType.FloatingPoint type -> type.getPrecision() != FloatingPointPrecision.HALF;
            case ArrowType.Decimal type -> type.getBitWidth() >= Long.SIZE;
            case ArrowType.Date type -> true;
            case ArrowType.Time type -> true;
            case ArrowType.Timestamp type -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /** Which rows of a column are not null; null where its cells write nulls themselves, if any. */
  static @Nullable MemorySegment validity(Column column) {
    return column.layout() == Layout.NULL ? null : column.validity();
  }

  /** The cells of a column, which stays with the caller. */
  static JsonCell of(Column column) {
    return switch (column.layout()) {
      case NULL -> (row, json) -> json.writeNull();
      case BIT -> {
        MemorySegment bits = column.segment(1);
        yield (row, json) -> json.writeBoolean(Bitmaps.get(bits, row));
      }
      case FIXED -> fixed(column);
      case STRUCT -> NestedCells.structs(column);
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST ->
          NestedCells.lists(column);
      default -> bytes(column);
    };
  }

  private static JsonCell bytes(Column column) {
    ColumnValues.Bytes values = ColumnValues.bytes(column);
    return Types.isText(column.field().getType())
        ? (row, json) -> {
          byte[] text = values.of(row);
          json.writeUTF8String(text, 0, text.length);
        }
        : (row, json) -> json.writeBinary(values.of(row));
  }

  private static JsonCell fixed(Column column) {
    ArrowType type = column.field().getType();
    if (type instanceof ArrowType.Decimal decimal) {
      ColumnValues.Decimals values = ColumnValues.decimals(column, decimal);
      return (row, json) -> json.writeNumber(values.of(row));
    }
    IntToLongFunction values = ColumnValues.longs(column);
    return switch (type) {
      case ArrowType.Int t when !t.getIsSigned() && t.getBitWidth() == Long.SIZE ->
          (row, json) -> json.writeNumber(Long.toUnsignedString(values.applyAsLong(row)));
      case ArrowType.Int t -> (row, json) -> json.writeNumber(values.applyAsLong(row));
      case ArrowType.FloatingPoint t when t.getPrecision() == FloatingPointPrecision.DOUBLE ->
          (row, json) -> json.writeNumber(Double.longBitsToDouble(values.applyAsLong(row)));
      case ArrowType.FloatingPoint t ->
          (row, json) -> json.writeNumber(Float.intBitsToFloat((int) values.applyAsLong(row)));
      case ArrowType.Date t -> time(TimeText.ofDates(t), values);
      case ArrowType.Time t -> time(TimeText.ofTimes(t), values);
      case ArrowType.Timestamp t -> time(TimeText.ofTimestamps(t), values);
      default -> throw new IllegalArgumentException("no form in JSON: " + column.field());
    };
  }

  private static JsonCell time(TimeText text, IntToLongFunction values) {
    return (row, json) -> json.writeString(text.print(values.applyAsLong(row)));
  }
}
