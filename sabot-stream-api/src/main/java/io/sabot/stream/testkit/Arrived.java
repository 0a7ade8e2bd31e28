package io.sabot.stream.testkit;

import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a sink shows with what it should.
 *
 * @param keys columns of which the last row of each value counts; none where every row does
 */
record Arrived(Schema schema, Guarantee guarantee, List<String> keys) {
  void check(List<Row> expected, List<Row> shown) {
    List<Row> wanted = last(expected);
    List<Row> found = last(shown);
    if (guarantee == Guarantee.AT_LEAST_ONCE && keys.isEmpty()) {
      found = withoutRepeats(wanted, found);
    }
    Rows.of(schema, found).unordered().assertEquals(wanted);
  }

  private List<Row> last(List<Row> rows) {
    if (keys.isEmpty()) {
      return rows;
    }
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    Map<List<@Nullable Object>, Row> last = new LinkedHashMap<>();
    for (Row row : rows) {
      List<@Nullable Object> key = new ArrayList<>();
      keys.forEach(name -> key.add(row.get(names.indexOf(name))));
      last.put(key, row);
    }
    return List.copyOf(last.values());
  }

  /** Leaves out rows that have come more often than they should, where they should at all. */
  private static List<Row> withoutRepeats(List<Row> wanted, List<Row> found) {
    List<Row> open = new ArrayList<>(wanted);
    Set<Row> known = new HashSet<>(wanted);
    List<Row> once = new ArrayList<>();
    for (Row row : found) {
      if (open.remove(row) || !known.contains(row)) {
        once.add(row);
      }
    }
    return once;
  }
}
