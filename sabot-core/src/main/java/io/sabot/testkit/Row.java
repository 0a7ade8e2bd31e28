package io.sabot.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of a test table, by position.
 *
 * @param values one per column; null where the row has none
 */
public record Row(List<@Nullable Object> values) {
  public Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The value of a column. */
  public @Nullable Object get(int column) {
    return values.get(column);
  }

  @Override
  public String toString() {
    return values.stream().map(Values::text).collect(Collectors.joining(", ", "row(", ")"));
  }
}
