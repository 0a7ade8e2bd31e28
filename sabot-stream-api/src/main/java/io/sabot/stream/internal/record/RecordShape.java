package io.sabot.stream.internal.record;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.expression.Types;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A record class matched to a schema: which column feeds which component, and through what. */
public final class RecordShape<T extends Record> implements BatchReader<T> {
  private final Class<T> type;
  private final MethodHandle constructor;
  private final RecordComponent[] components;
  private final int[] ordinals;
  private final List<FieldReader> readers;

  private RecordShape(
      Class<T> type, MethodHandle constructor, int[] ordinals, List<FieldReader> readers) {
    this.type = type;
    this.constructor = constructor;
    this.components = type.getRecordComponents();
    this.ordinals = ordinals;
    this.readers = readers;
  }

  /**
   * Matches by name: a component {@code meanDelay} takes the column of that name, or else {@code
   * mean_delay}. A component that is a record takes a struct, one that is a list a list of what its
   * type takes, by the same rules.
   *
   * @throws io.sabot.PlanException where a column is missing or has another type
   */
  public static <T extends Record> RecordShape<T> of(Class<T> type, Schema schema) {
    RecordComponent[] components = type.getRecordComponents();
    int[] ordinals = new int[components.length];
    List<FieldReader> readers = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      ordinals[i] = ordinal(type, components[i], schema);
      Field field = schema.getFields().get(ordinals[i]);
      FieldReader reader = JavaTypes.reader(components[i].getGenericType(), field);
      if (reader == null) {
        throw mismatch(type, components[i], field);
      }
      readers.add(reader);
    }
    return new RecordShape<>(type, constructor(type, components), ordinals, readers);
  }

  private static int ordinal(Class<?> type, RecordComponent component, Schema schema) {
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    int exact = names.indexOf(component.getName());
    int found = exact >= 0 ? exact : names.indexOf(snakeCase(component.getName()));
    if (found < 0) {
      throw Problem.at(type.getSimpleName(), ErrorCode.UNKNOWN_COLUMN)
          .rule("each component needs a column of its name, in camelCase or snake_case")
          .but("there is none for \"" + component.getName() + "\"")
          .cure("rename the component or the column; the columns are " + names)
          .plan();
    }
    return found;
  }

  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static SabotException mismatch(Class<?> type, RecordComponent component, Field field) {
    return Problem.at(type.getSimpleName(), ErrorCode.TYPE_MISMATCH)
        .rule(
            "component \"%s\" is %s"
                .formatted(component.getName(), JavaTypes.name(component.getGenericType())))
        .but("column \"%s\" is %s".formatted(field.getName(), name(field)))
        .cure("declare it as " + JavaTypes.natural(field) + another(field))
        .plan();
  }

  private static String another(Field field) {
    Field part = field;
    while (Types.isList(part.getType())) {
      part = part.getChildren().getFirst();
    }
    return part.getType() instanceof ArrowType.Struct
        ? ", or with a record of its fields in place of Map"
        : ", or cast the column";
  }

  /** Of lists with that of their elements. */
  private static String name(Field field) {
    String name = Types.name(field.getType());
    return Types.isList(field.getType())
        ? name + "<" + name(field.getChildren().getFirst()) + ">"
        : name;
  }

  private static <T> MethodHandle constructor(Class<T> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      MethodHandle handle = MethodHandles.lookup().unreflectConstructor(canonical);
      return handle
          .asSpreader(Object[].class, types.length)
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException | RuntimeException failure) {
      throw Problem.at(type.getSimpleName(), ErrorCode.INVALID_ARGUMENT)
          .rule("the record's constructor must be accessible")
          .but(String.valueOf(failure.getMessage()))
          .cause(failure)
          .cure("open its package to io.sabot.stream")
          .plan();
    }
  }

  @Override
  public IntFunction<T> open(VectorSchemaRoot batch) {
    return open(batch.getFieldVectors());
  }

  /** As {@link #open(VectorSchemaRoot)}, of the vectors of its columns. */
  IntFunction<T> open(List<FieldVector> vectors) {
    List<IntFunction<@Nullable Object>> values = new ArrayList<>();
    for (int i = 0; i < ordinals.length; i++) {
      values.add(readers.get(i).open(vectors.get(ordinals[i])));
    }
    return row -> read(values, row);
  }

  private T read(List<IntFunction<@Nullable Object>> values, int row) {
    @Nullable Object[] arguments = new Object[values.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = values.get(i).apply(row);
      if (arguments[i] == null && components[i].getType().isPrimitive()) {
        throw nullInPrimitive(components[i]);
      }
    }
    return make(arguments);
  }

  private T make(@Nullable Object[] arguments) {
    try {
      return type.cast(constructor.invokeExact(arguments));
    } catch (RuntimeException | Error failure) {
      throw Problem.at(type.getSimpleName(), ErrorCode.USER_FUNCTION_FAILED)
          .rule("the record's constructor must not throw")
          .but("for " + Arrays.toString(arguments) + " it threw " + failure)
          .cause(failure)
          .cure("filter such rows out, or accept them in the constructor")
          .run();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private SabotException nullInPrimitive(RecordComponent component) {
    return Problem.at(type.getSimpleName(), ErrorCode.TYPE_MISMATCH)
        .rule(
            "component \"%s\" is %s and takes no null"
                .formatted(component.getName(), component.getType().getSimpleName()))
        .but("the column holds one")
        .cure(
            "declare it as %s, or filter with isNotNull()"
                .formatted(
                    MethodType.methodType(component.getType()).wrap().returnType().getSimpleName()))
        .run();
  }
}
