package io.sabot.operators.internal.sort;

import io.sabot.expression.SortKey;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What is sorted.
 *
 * @param schema the columns that come and go
 * @param keys the order
 * @param wanted how many of the first rows are asked for at most
 */
public record SortShape(Schema schema, List<SortKey> keys, long wanted) {
  /** All rows. */
  public static final long ALL = Long.MAX_VALUE;

  /** Whether some rows may be dropped on the way. */
  boolean isPart() {
    return wanted != ALL;
  }
}
