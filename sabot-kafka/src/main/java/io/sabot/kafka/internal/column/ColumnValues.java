package io.sabot.kafka.internal.column;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Reads values out of columns, which stay with the caller; of null rows there may be anything. */
public final class ColumnValues {
  private ColumnValues() {}

  /** Bytes of rows. */
  @FunctionalInterface
  public interface Bytes {
    /** A copy of those of a row. */
    byte[] of(int row);
  }

  /** Decimals of rows. */
  @FunctionalInterface
  public interface Decimals {
    /** That of a row. */
    BigDecimal of(int row);
  }

  /** Strings as UTF-8, or bytes. */
  public static Bytes bytes(Column column) {
    MemorySegment offsets = column.segment(1);
    MemorySegment data = column.segment(2);
    if (column.layout() == Layout.VARIABLE) {
      return row -> {
        long start = offsets.get(Memory.INT, row * 4L);
        return slice(data, start, offsets.get(Memory.INT, row * 4L + 4));
      };
    }
    return row -> {
      long start = offsets.get(Memory.LONG, row * 8L);
      return slice(data, start, offsets.get(Memory.LONG, row * 8L + 8));
    };
  }

  private static byte[] slice(MemorySegment data, long start, long end) {
    return start == end
        ? new byte[0]
        : data.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Values of up to 64 bits; integers as numbers, others as their bits. */
  public static IntToLongFunction longs(Column column) {
    MemorySegment values = column.segment(1);
    boolean unsigned =
        column.field().getType() instanceof ArrowType.Int type && !type.getIsSigned();
    return switch (Layout.width(column.field().getType())) {
      case 1 ->
          unsigned
              ? row -> Byte.toUnsignedLong(values.get(Memory.BYTE, row))
              : row -> values.get(Memory.BYTE, row);
      case 2 ->
          unsigned
              ? row -> Short.toUnsignedLong(values.get(Memory.SHORT, row * 2L))
              : row -> values.get(Memory.SHORT, row * 2L);
      case 4 ->
          unsigned
              ? row -> Integer.toUnsignedLong(values.get(Memory.INT, row * 4L))
              : row -> values.get(Memory.INT, row * 4L);
      default -> row -> values.get(Memory.LONG, row * 8L);
    };
  }

  /** Decimals. */
  public static Decimals decimals(Column column, ArrowType.Decimal type) {
    MemorySegment values = column.segment(1);
    int width = Layout.width(type);
    return row -> {
      byte[] bigEndian = new byte[width];
      for (int i = 0; i < width; i++) {
        bigEndian[width - 1 - i] = values.get(Memory.BYTE, (long) row * width + i);
      }
      return new BigDecimal(new BigInteger(bigEndian), type.getScale());
    };
  }
}
