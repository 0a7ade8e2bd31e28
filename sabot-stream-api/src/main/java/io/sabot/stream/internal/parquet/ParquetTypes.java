package io.sabot.stream.internal.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.schema.SchemaNode;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** The Arrow type in which a Parquet column is read. */
final class ParquetTypes {
  private ParquetTypes() {}

  /** Says that a column cannot be read; the message says what it is. */
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported(String what) {
      super(what, null, false, false);
    }
  }

  /** The field of a top-level column or of what is nested in one. */
  static Field field(SchemaNode node) {
    if (node.repetitionType() == RepetitionType.REPEATED) {
      throw new Unsupported("a repeated field outside of a list");
    }
    return switch (node) {
      case SchemaNode.PrimitiveNode primitive -> field(node, type(primitive), List.of());
      case SchemaNode.GroupNode group -> group(group);
    };
  }

  private static Field field(SchemaNode node, ArrowType type, List<Field> children) {
    boolean nullable = node.repetitionType() != RepetitionType.REQUIRED;
    return new Field(node.name(), new FieldType(nullable, type, null), children);
  }

  private static Field group(SchemaNode.GroupNode node) {
    if (node.isVariant()) {
      throw new Unsupported("a variant");
    }
    if (node.isList()) {
      return field(node, ArrowType.List.INSTANCE, List.of(named("item", node.getListElement())));
    }
    if (node.isMap()) {
      return field(node, new ArrowType.Map(false), List.of(entries(node)));
    }
    List<Field> children = node.children().stream().map(ParquetTypes::field).toList();
    return field(node, ArrowType.Struct.INSTANCE, children);
  }

  private static Field entries(SchemaNode.GroupNode node) {
    if (node.getMapValue() == null) {
      throw new Unsupported("a map without values");
    }
    Field key = named("key", node.getMapKey());
    Field value = named("value", node.getMapValue());
    FieldType notNull = FieldType.notNullable(ArrowType.Struct.INSTANCE);
    return new Field("entries", notNull, List.of(key, value));
  }

  private static Field named(String name, SchemaNode node) {
    Field field = field(node);
    return new Field(name, field.getFieldType(), field.getChildren());
  }

  private static ArrowType type(SchemaNode.PrimitiveNode node) {
    LogicalType logical = node.logicalType();
    return switch (node.type()) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case INT32 -> int32(logical);
      case INT64 -> int64(logical);
      case INT96 -> throw new Unsupported("an INT96 timestamp, deprecated by the format");
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BYTE_ARRAY -> bytes(logical);
      case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
    };
  }

  private static ArrowType int32(@Nullable LogicalType logical) {
    return switch (logical) {
      case LogicalType.IntType t -> new ArrowType.Int(t.bitWidth(), t.isSigned());
      case LogicalType.DateType t -> new ArrowType.Date(DateUnit.DAY);
      case LogicalType.TimeType t -> new ArrowType.Time(unit(t.unit()), 32);
      case LogicalType.DecimalType t -> decimal(t);
      case null, default -> new ArrowType.Int(32, true);
    };
  }

  private static ArrowType int64(@Nullable LogicalType logical) {
    return switch (logical) {
      case LogicalType.IntType t -> new ArrowType.Int(64, t.isSigned());
      case LogicalType.TimeType t -> new ArrowType.Time(unit(t.unit()), 64);
      case LogicalType.TimestampType t ->
          new ArrowType.Timestamp(unit(t.unit()), t.isAdjustedToUTC() ? "UTC" : null);
      case LogicalType.DecimalType t -> decimal(t);
      case null, default -> new ArrowType.Int(64, true);
    };
  }

  private static ArrowType bytes(@Nullable LogicalType logical) {
    return switch (logical) {
      case LogicalType.StringType t -> ArrowType.Utf8.INSTANCE;
      case LogicalType.EnumType t -> ArrowType.Utf8.INSTANCE;
      case LogicalType.JsonType t -> ArrowType.Utf8.INSTANCE;
      case LogicalType.DecimalType t -> decimal(t);
      case null, default -> ArrowType.Binary.INSTANCE;
    };
  }

  private static ArrowType fixed(@Nullable LogicalType logical) {
    return switch (logical) {
      case LogicalType.DecimalType t -> decimal(t);
      case LogicalType.UuidType t -> new ArrowType.FixedSizeBinary(16);
      case LogicalType.Float16Type t -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
      case LogicalType.IntervalType t -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
      case null, default -> ArrowType.Binary.INSTANCE;
    };
  }

  private static ArrowType decimal(LogicalType.DecimalType type) {
    if (type.precision() > 76) {
      throw new Unsupported("a decimal of more than 76 digits");
    }
    return new ArrowType.Decimal(type.precision(), type.scale(), type.precision() > 38 ? 256 : 128);
  }

  private static TimeUnit unit(LogicalType.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> TimeUnit.MILLISECOND;
      case MICROS -> TimeUnit.MICROSECOND;
      case NANOS -> TimeUnit.NANOSECOND;
    };
  }
}
