package io.sabot.expression;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.text.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The places of a schema's columns by name: made once for all the names that are looked up. Of two
 * columns of one name it is the first.
 */
public final class ColumnNames {
  private final List<Field> fields;
  private final Map<String, Integer> ordinals;

  /** The names of a schema. */
  public ColumnNames(Schema schema) {
    fields = schema.getFields();
    ordinals = HashMap.newHashMap(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      ordinals.putIfAbsent(fields.get(i).getName(), i);
    }
  }

  /** The place of a column, or −1 where there is none. */
  public int find(String name) {
    return Objects.requireNonNullElse(ordinals.get(name), -1);
  }

  /**
   * The place of a column.
   *
   * @param where the operator, for messages
   * @throws io.sabot.PlanException where there is none, naming the nearest match
   */
  public int ordinal(String where, String name) {
    int ordinal = find(name);
    if (ordinal >= 0) {
      return ordinal;
    }
    List<String> names = fields.stream().map(Field::getName).toList();
    String columns = names.isEmpty() ? "there are no columns" : "columns are: " + list(names);
    throw Problem.at(where, ErrorCode.UNKNOWN_COLUMN)
        .rule("every column must exist")
        .but("\"" + name + "\" does not")
        .cure(NearestName.hint(name, names) + columns)
        .plan();
  }

  /** Up to twelve names; wide tables would drown the message. */
  private static String list(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + ", and " + (names.size() - 12) + " more";
  }
}
