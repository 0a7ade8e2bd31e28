package io.sabot.state;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a source deals out among the runs that share it: a row's state group is the partition of the
 * source it came from. Where state is kept of the rows, it is kept, written and read by group, and
 * so follows a partition to whoever reads it next.
 */
public final class StateGroups {
  /** The column of int32 that carries the group through a plan; see {@code withStateGroups}. */
  public static final String COLUMN = "$state_group";

  private StateGroups() {}

  /** Where the column stands in a schema; negative where it does not. */
  public static int ordinal(Schema schema) {
    List<Field> fields = schema.getFields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(COLUMN)) {
        return i;
      }
    }
    return -1;
  }
}
