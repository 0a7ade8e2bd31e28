package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Types;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The columns that the components of a record class stand for. */
final class RecordSchemas {
  private RecordSchemas() {}

  static Schema of(Class<? extends Record> type) {
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> java = component.getType();
      ArrowType arrow = arrow(java);
      if (arrow == null) {
        throw Problem.at("Kafka.json(" + type.getSimpleName() + ")", ErrorCode.TYPE_MISMATCH)
            .rule(
                "each component must be a primitive, its box, String, byte[], LocalDate, LocalTime,"
                    + " LocalDateTime or Instant")
            .but("\"" + component.getName() + "\" is " + java.getSimpleName())
            .cure("change it, or give the columns with Kafka.json(schema)")
            .plan();
      }
      fields.add(
          new Field(
              component.getName(), new FieldType(!java.isPrimitive(), arrow, null), List.of()));
    }
    return new Schema(fields);
  }

  private static @Nullable ArrowType arrow(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return Types.BOOL;
    }
    if (type == byte.class || type == Byte.class) {
      return new ArrowType.Int(8, true);
    }
    if (type == short.class || type == Short.class) {
      return new ArrowType.Int(16, true);
    }
    if (type == int.class || type == Integer.class) {
      return Types.INT32;
    }
    if (type == long.class || type == Long.class) {
      return Types.INT64;
    }
    if (type == float.class || type == Float.class) {
      return Types.FLOAT32;
    }
    if (type == double.class || type == Double.class) {
      return Types.FLOAT64;
    }
    return object(type);
  }

  private static @Nullable ArrowType object(Class<?> type) {
    if (type == String.class) {
      return ArrowType.Utf8.INSTANCE;
    }
    if (type == byte[].class) {
      return ArrowType.Binary.INSTANCE;
    }
    if (type == LocalDate.class) {
      return new ArrowType.Date(DateUnit.DAY);
    }
    if (type == LocalTime.class) {
      return new ArrowType.Time(TimeUnit.MICROSECOND, 64);
    }
    if (type == LocalDateTime.class) {
      return new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
    }
    if (type == Instant.class) {
      return new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    }
    return null;
  }
}
