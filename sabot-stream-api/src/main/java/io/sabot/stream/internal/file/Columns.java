package io.sabot.stream.internal.file;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.expression.Types;
import io.sabot.internal.text.NearestName;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/** The columns of a file or stream, in words. */
public final class Columns {
  private Columns() {}

  /** Names and types, e.g. {@code {a: Int64, s: Utf8}}. */
  public static String text(Schema schema) {
    return schema.getFields().stream()
        .map(field -> field.getName() + ": " + Types.name(field.getType()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The error for a column that a file does not have. */
  public static PlanException unknown(String where, String name, Collection<String> names) {
    return Problem.at(where, ErrorCode.UNKNOWN_COLUMN)
        .rule("every column that is read must be in the file")
        .but("\"" + name + "\" is not")
        .cure(NearestName.hint(name, names) + "its columns are " + String.join(", ", names))
        .plan();
  }

  /** The error for two columns of one name. */
  public static PlanException duplicate(String where, String name) {
    return Problem.at(where, ErrorCode.DUPLICATE_COLUMN)
        .rule("every column must have a name of its own")
        .but("\"" + name + "\" names two")
        .cure("write the file again with other names")
        .plan();
  }
}
