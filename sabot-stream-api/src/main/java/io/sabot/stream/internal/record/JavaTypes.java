package io.sabot.stream.internal.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Java types of components, as they were declared: records for structs, lists of a type. */
final class JavaTypes {
  private JavaTypes() {}

  /**
   * What reads values of a field as this type, or null where they do not fit it.
   *
   * @throws io.sabot.PlanException where the type is a record whose components do not fit the
   *     struct
   */
  static @Nullable FieldReader reader(Type target, Field field) {
    Type element = elementOfList(target);
    if (element != null && isList(field.getType())) {
      FieldReader elements = reader(element, field.getChildren().getFirst());
      return elements == null ? null : vector -> JavaValues.lists(vector, elements);
    }
    Class<?> type = erased(target);
    if (type.isRecord() && field.getType() instanceof ArrowType.Struct) {
      return struct(type.asSubclass(Record.class), new Schema(field.getChildren()));
    }
    return Conversions.fits(type, field.getType())
        ? vector -> Conversions.to(type, JavaValues.reader(vector))
        : null;
  }

  private static <T extends Record> FieldReader struct(Class<T> type, Schema fields) {
    RecordShape<T> shape = RecordShape.of(type, fields);
    return vector -> {
      var records = shape.open(((StructVector) vector).getChildrenFromFields());
      return row -> vector.isNull(row) ? null : records.apply(row);
    };
  }

  private static @Nullable Type elementOfList(Type type) {
    return type instanceof ParameterizedType list && list.getRawType() == List.class
        ? list.getActualTypeArguments()[0]
        : null;
  }

  private static boolean isList(ArrowType type) {
    return switch (type) {
      case ArrowType.List t -> true;
      case ArrowType.LargeList t -> true;
      case ArrowType.FixedSizeList t -> true;
      default -> false;
    };
  }

  private static Class<?> erased(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> erased(generic.getRawType());
      case WildcardType any -> erased(any.getUpperBounds()[0]);
      case TypeVariable<?> any -> erased(any.getBounds()[0]);
      default -> Object[].class;
    };
  }

  /** As it stands in code, without packages. */
  static String name(Type type) {
    return type instanceof Class<?> plain
        ? plain.getSimpleName()
        : type.getTypeName().replaceAll("[\\w.]+[.$](\\w+)", "$1");
  }

  /** The type to declare for a field. */
  static String natural(Field field) {
    return isList(field.getType())
        ? "List<" + natural(field.getChildren().getFirst()) + ">"
        : Conversions.natural(field.getType());
  }
}
