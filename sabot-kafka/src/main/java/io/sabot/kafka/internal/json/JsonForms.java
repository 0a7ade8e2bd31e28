package io.sabot.kafka.internal.json;

import io.sabot.batch.Layout;
import io.sabot.expression.Types;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Which fields have a form in JSON, those within structs and lists included. */
public final class JsonForms {
  /** What {@link #unreadable} and {@link #unwritable} ask for, in words. */
  public static final String RULE =
      "each column must be a number, boolean, text, bytes, date or time, or a struct or list of"
          + " such";

  private JsonForms() {}

  /** What of a field cannot be read, such as {@code "order.tags" is Map}; null where all can. */
  public static @Nullable String unreadable(Field field) {
    return refused(field.getName(), field, JsonColumns::canRead);
  }

  /** What of a field cannot be written, in the same words; null where all can. */
  public static @Nullable String unwritable(Field field) {
    return refused(field.getName(), field, JsonCells::canWrite);
  }

  private static @Nullable String refused(String path, Field field, Predicate<Field> hasForm) {
    if (!hasForm.test(field)) {
      return "\"" + path + "\" is " + Types.name(field.getType());
    }
    Set<String> names = new HashSet<>();
    for (Field child : field.getChildren()) {
      if (!names.add(child.getName())) {
        return "\"" + path + "\" has two fields named \"" + child.getName() + "\"";
      }
      boolean isStruct = Layout.of(field.getType()) == Layout.STRUCT;
      String inner = refused(path + (isStruct ? "." + child.getName() : "[]"), child, hasForm);
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }
}
