package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** What rows of a column hold. */
public final class RowBytes {
  private RowBytes() {}

  /** An upper bound for {@code rows} rows out of {@code length}, wherever they lie. */
  public static long of(Column column, int length, int rows) {
    if (column.dictionary() != null) {
      return column.dictionary().bytes() + (long) rows * Long.BYTES;
    }
    return switch (column.layout()) {
      case NULL, BIT -> rows;
      case FIXED -> (long) rows * Layout.width(column.physicalType());
      case VARIABLE -> (long) rows * Integer.BYTES + variable(column, length, rows);
      default -> rows == length ? column.bytes() : Math.min(column.bytes(), share(column, rows));
    };
  }

  /** All of it, or where rows are few against the length, four times their share. */
  private static long share(Column column, int rows) {
    return (long) Math.ceil(4.0 * column.bytes() * rows / Math.max(1, column.length()));
  }

  private static long variable(Column column, int length, int rows) {
    if (length == 0) {
      return 0;
    }
    MemorySegment offsets = column.segment(1);
    long all = offsets.get(Memory.INT, (long) length << 2) - (long) offsets.get(Memory.INT, 0);
    return rows == length ? all : Math.min(all, (long) Math.ceil(4.0 * all * rows / length));
  }
}
