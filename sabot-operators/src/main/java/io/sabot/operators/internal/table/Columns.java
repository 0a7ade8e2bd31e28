package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.expression.ColumnNames;
import io.sabot.expression.MissingDictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Finds columns by name and checks names, at plan time. */
public final class Columns {
  private Columns() {}

  /**
   * The places of the named columns, which are keys; an unknown one is refused with the nearest
   * name, and so is one whose dictionary is missing.
   */
  public static int[] keys(String where, Schema schema, List<String> names) {
    ColumnNames columns = new ColumnNames(schema);
    int[] ordinals = new int[names.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = columns.ordinal(where, names.get(i));
      MissingDictionary.refuse(where, schema.getFields().get(ordinals[i]));
    }
    return ordinals;
  }

  /** Refuses two columns of one name. */
  public static void refuseDuplicates(String where, List<Field> fields, String cure) {
    Set<String> seen = new HashSet<>();
    for (Field field : fields) {
      if (!seen.add(field.getName())) {
        throw Problem.at(where, ErrorCode.DUPLICATE_COLUMN)
            .rule("output columns must have different names")
            .but("two are called \"" + field.getName() + "\"")
            .cure(cure)
            .plan();
      }
    }
  }
}
