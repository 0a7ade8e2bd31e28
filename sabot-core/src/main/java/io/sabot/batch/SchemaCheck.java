package io.sabot.batch;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Compares schemas by what batches need to agree on: column names and types, in order. */
public final class SchemaCheck {
  private SchemaCheck() {}

  /** What differs, in words, or null where nothing does. Nullability and metadata may differ. */
  public static @Nullable String difference(Schema expected, Schema actual) {
    List<Field> wanted = expected.getFields();
    List<Field> found = actual.getFields();
    if (wanted.size() != found.size()) {
      return "there are %d columns instead of %d".formatted(found.size(), wanted.size());
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).getName().equals(found.get(i).getName())) {
        return "column %d is \"%s\" instead of \"%s\""
            .formatted(i, found.get(i).getName(), wanted.get(i).getName());
      }
      if (!sameType(wanted.get(i), found.get(i))) {
        return "\"%s\" is %s instead of %s"
            .formatted(
                wanted.get(i).getName(),
                Types.name(found.get(i).getType()),
                Types.name(wanted.get(i).getType()));
      }
    }
    return null;
  }

  /**
   * Refuses a schema in which two columns have one name.
   *
   * @param where whose schema it is
   */
  public static void requireDistinctNames(String where, Schema schema) {
    Set<String> names = new HashSet<>();
    for (Field field : schema.getFields()) {
      if (!names.add(field.getName())) {
        throw Problem.at(where, ErrorCode.DUPLICATE_COLUMN)
            .rule("every column must have a name of its own")
            .but("\"" + field.getName() + "\" names two")
            .cure("rename one of them in the schema and in the batches")
            .plan();
      }
    }
  }

  /** Whether two fields have the same type, children included. */
  public static boolean sameType(Field one, Field other) {
    if (!one.getType().equals(other.getType())
        || one.getChildren().size() != other.getChildren().size()) {
      return false;
    }
    for (int i = 0; i < one.getChildren().size(); i++) {
      if (!sameType(one.getChildren().get(i), other.getChildren().get(i))) {
        return false;
      }
    }
    return true;
  }
}
