package io.sabot.stream.internal.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import io.sabot.expression.Constant;
import io.sabot.expression.Types;
import io.sabot.source.ColumnBounds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the footer says of the columns of a row group. Statistics of the deprecated kind, whose
 * order was never defined, and those that do not read are taken for unknown.
 */
final class HardwoodBounds {
  private HardwoodBounds() {}

  /** The bounds of the top-level columns of a schema that have any. */
  static Map<String, ColumnBounds> of(RowGroup group, Schema schema) {
    Map<String, Field> fields = new HashMap<>();
    schema.getFields().forEach(field -> fields.put(field.getName(), field));
    Map<String, ColumnBounds> bounds = new HashMap<>();
    for (ColumnChunk chunk : group.columns()) {
      ColumnMetaData column = chunk.metaData();
      String name = column.pathInSchema().topLevelName();
      Field field = fields.get(name);
      if (field != null && field.getChildren().isEmpty() && column.statistics() != null) {
        bounds.put(name, of(column, field.getType(), group.numRows()));
      }
    }
    return bounds;
  }

  private static ColumnBounds of(ColumnMetaData column, ArrowType type, long rows) {
    Statistics statistics = column.statistics();
    boolean ordered = !statistics.isMinMaxDeprecated();
    Long nulls = statistics.nullCount();
    return new ColumnBounds(
        ordered ? constant(statistics.minValue(), column.type(), type) : null,
        ordered ? constant(statistics.maxValue(), column.type(), type) : null,
        nulls == null ? OptionalLong.empty() : OptionalLong.of(nulls),
        rows);
  }

  private static @Nullable Constant constant(
      byte @Nullable [] bytes, PhysicalType stored, ArrowType type) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case ArrowType.Bool t when bytes.length == 1 -> new Constant(bytes[0] != 0, t);
      case ArrowType.Int t when isWord(bytes) -> integer(buffer, t);
      case ArrowType.Date t when isWord(bytes) -> new Constant(word(buffer), t);
      case ArrowType.Time t when isWord(bytes) -> new Constant(word(buffer), t);
      case ArrowType.Timestamp t when isWord(bytes) -> new Constant(word(buffer), t);
      case ArrowType.FloatingPoint t when t.equals(Types.FLOAT64) && bytes.length == 8 ->
          floating(buffer.getDouble(), t);
      case ArrowType.Decimal t when t.getBitWidth() == 128 -> decimal(bytes, stored, t);
      case ArrowType.Utf8 t -> binary(bytes);
      case ArrowType.Binary t -> binary(bytes);
      default -> null;
    };
  }

  private static boolean isWord(byte[] bytes) {
    return bytes.length == 4 || bytes.length == 8;
  }

  private static long word(ByteBuffer buffer) {
    return buffer.remaining() == 4 ? buffer.getInt() : buffer.getLong();
  }

  private static Constant integer(ByteBuffer buffer, ArrowType.Int type) {
    boolean small = buffer.remaining() == 4;
    long value = word(buffer);
    if (type.getIsSigned()) {
      return new Constant(value, type);
    }
    return small
        ? new Constant(Integer.toUnsignedLong((int) value), type)
        : new Constant(new BigDecimal(Long.toUnsignedString(value)), Types.decimal(20, 0));
  }

  private static @Nullable Constant floating(double value, ArrowType type) {
    return Double.isNaN(value) ? null : new Constant(value, type);
  }

  /** Little-endian where it is stored as an integer, else big-endian. */
  private static @Nullable Constant decimal(
      byte[] bytes, PhysicalType stored, ArrowType.Decimal type) {
    if (bytes.length == 0) {
      return null;
    }
    boolean integer = stored == PhysicalType.INT32 || stored == PhysicalType.INT64;
    if (integer && !isWord(bytes)) {
      return null;
    }
    BigInteger unscaled =
        integer
            ? BigInteger.valueOf(word(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)))
            : new BigInteger(bytes);
    return new Constant(new BigDecimal(unscaled, type.getScale()), type);
  }

  private static Constant binary(byte[] bytes) {
    return new Constant(HexFormat.of().formatHex(bytes), ArrowType.Binary.INSTANCE);
  }
}
