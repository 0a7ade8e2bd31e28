package io.sabot.kafka;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.kafka.internal.column.ColumnValues;
import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Values of a column as bytes of their own: text in UTF-8, bytes, integers as digits. */
final class RowBytes {
  private RowBytes() {}

  static boolean canRead(Field field) {
    return switch (Layout.of(field.getType())) {
      case VARIABLE, LARGE_VARIABLE -> true;
      case FIXED -> field.getType() instanceof ArrowType.Int;
      default -> false;
    };
  }

  /** Those of a batch, dense and decoded, which stays with the caller; null where rows are null. */
  static IntFunction<byte @Nullable []> of(Batch batch, int ordinal) {
    Column column = batch.column(ordinal);
    IntFunction<byte[]> values = values(column);
    MemorySegment validity = column.validity();
    return row -> validity == null || Bitmaps.get(validity, row) ? values.apply(row) : null;
  }

  private static IntFunction<byte[]> values(Column column) {
    if (column.field().getType() instanceof ArrowType.Int type) {
      IntToLongFunction numbers = ColumnValues.longs(column);
      return type.getIsSigned()
          ? row -> Clients.utf8(Long.toString(numbers.applyAsLong(row)))
          : row -> Clients.utf8(Long.toUnsignedString(numbers.applyAsLong(row)));
    }
    return ColumnValues.bytes(column)::of;
  }
}
