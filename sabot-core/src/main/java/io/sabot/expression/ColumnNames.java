package io.sabot.expression;

import static java.util.stream.Collectors.joining;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.text.NearestName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.ArrowType;
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
        .cure(hint(name, fields) + columns)
        .plan();
  }

  /**
   * What a name that is no column may stand for, to start a cure with, or nothing: the nearest
   * column, or the field of a struct where it is written as a path.
   */
  public static String hint(String name, List<Field> columns) {
    String[] path = name.split("\\.");
    for (Field column : columns) {
      if (path.length > 1
          && column.getName().equals(path[0])
          && column.getType() instanceof ArrowType.Struct) {
        String fields =
            Arrays.stream(path).skip(1).map(".field(\"%s\")"::formatted).collect(joining());
        return "a field is taken out by withColumn(\"%s\", col(\"%s\")%s); "
            .formatted(path[path.length - 1], path[0], fields);
      }
    }
    return NearestName.hint(name, columns.stream().map(Field::getName).toList());
  }

  /** Up to twelve names; wide tables would drown the message. */
  private static String list(List<String> names) {
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + ", and " + (names.size() - 12) + " more";
  }
}
