package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.expression.Types;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the components of a record class stand for: a struct for a component that is a
 * record itself, a list for a {@link List}.
 */
final class RecordSchemas {
  private final Class<?> root;

  /** Records whose components are being looked at, from the outermost on. */
  private final Set<Class<?>> open = new HashSet<>();

  private RecordSchemas(Class<?> root) {
    this.root = root;
  }

  static Schema of(Class<? extends Record> type) {
    return new Schema(new RecordSchemas(type).fields("", type));
  }

  private List<Field> fields(String prefix, Class<?> record) {
    if (!open.add(record)) {
      throw refused(
          "a record must not contain itself",
          prefix.substring(0, prefix.length() - 1),
          record.getSimpleName(),
          "give the columns with Kafka.json(schema), as deep as they are needed");
    }
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      String name = component.getName();
      fields.add(field(name, prefix + name, component.getGenericType()));
    }
    open.remove(record);
    return fields;
  }

  private Field field(String name, String path, Type type) {
    Type element = elementOfList(type);
    if (element != null) {
      return nested(name, ArrowType.List.INSTANCE, List.of(field("element", path + "[]", element)));
    }
    if (type instanceof Class<?> java) {
      if (java.isRecord()) {
        return nested(name, ArrowType.Struct.INSTANCE, fields(path + ".", java));
      }
      ArrowType arrow = arrow(java);
      if (arrow != null) {
        return new Field(name, new FieldType(!java.isPrimitive(), arrow, null), List.of());
      }
    }
    throw refused(
        "each component must be a primitive, its box, String, byte[], LocalDate, LocalTime,"
            + " LocalDateTime or Instant, or a record or List of such",
        path,
        name(type),
        "change it, or give the columns with Kafka.json(schema)");
  }

  /** As it stands in code, without packages. */
  private static String name(Type type) {
    return type instanceof Class<?> java
        ? java.getSimpleName()
        : type.getTypeName().replaceAll("[\\w.]+[.$](\\w+)", "$1");
  }

  private static Field nested(String name, ArrowType type, List<Field> children) {
    return new Field(name, FieldType.nullable(type), children);
  }

  private static @Nullable Type elementOfList(Type type) {
    if (!(type instanceof ParameterizedType list) || list.getRawType() != List.class) {
      return null;
    }
    Type element = list.getActualTypeArguments()[0];
    return element instanceof WildcardType any ? any.getUpperBounds()[0] : element;
  }

  private PlanException refused(String rule, String path, String type, String cure) {
    return Problem.at("Kafka.json(" + root.getSimpleName() + ")", ErrorCode.TYPE_MISMATCH)
        .rule(rule)
        .but("\"" + path + "\" is " + type)
        .cure(cure)
        .plan();
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
