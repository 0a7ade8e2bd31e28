package io.sabot.kafka.internal.column;

import io.sabot.batch.Layout;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Chooses the builder of a field. */
public final class ColumnBuilders {
  private static final int LONG_BYTES = 8;

  private ColumnBuilders() {}

  /** A builder for a field, or null where its type cannot be built value by value. */
  public static @Nullable ColumnBuilder of(Field field) {
    ArrowType type = field.getType();
    if (field.getDictionary() != null) {
      return null;
    }
    return switch (Layout.of(type)) {
      case BIT -> new FixedBuilder(field);
      case FIXED -> fixed(field, type);
      case VARIABLE, LARGE_VARIABLE -> new BytesBuilder(field);
      case LIST, LARGE_LIST -> type instanceof ArrowType.Map ? null : list(field);
      case STRUCT -> struct(field);
      default -> null;
    };
  }

  private static @Nullable ColumnBuilder list(Field field) {
    if (field.getChildren().size() != 1) {
      return null;
    }
    ColumnBuilder elements = of(field.getChildren().getFirst());
    return elements == null ? null : new ListBuilder(field, elements);
  }

  private static @Nullable ColumnBuilder struct(Field field) {
    List<ColumnBuilder> parts = new ArrayList<>();
    for (Field child : field.getChildren()) {
      ColumnBuilder part = of(child);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return new StructBuilder(field, parts);
  }

  private static @Nullable ColumnBuilder fixed(Field field, ArrowType type) {
    return switch (type) {
      case ArrowType.Decimal t when t.getBitWidth() >= 64 -> new DecimalBuilder(field);
      case ArrowType.Interval t -> null;
      case ArrowType.FixedSizeBinary t -> null;
      case ArrowType.Decimal t -> null;
      default -> Layout.width(type) <= LONG_BYTES ? new FixedBuilder(field) : null;
    };
  }
}
