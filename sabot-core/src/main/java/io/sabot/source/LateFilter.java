package io.sabot.source;

import io.sabot.operator.KeyFilter;
import io.sabot.operator.RunContext;
import java.util.List;
import java.util.Map;

/**
 * Columns of a source of which some values are not needed; which, is found out in the run, before
 * the source is read.
 *
 * @param number of the filter in {@link RunContext#filters}
 * @param columns of the source, one for each part of the key
 */
public record LateFilter(int number, List<String> columns) {
  public LateFilter {
    columns = List.copyOf(columns);
  }

  /**
   * Whether a part of the source may hold a row that is needed; true as long as nothing is known.
   *
   * @param bounds what is known of the part's columns, by name
   */
  public boolean mayMatch(RunContext context, Map<String, ColumnBounds> bounds) {
    KeyFilter filter = context.filters().get(number);
    if (filter == null) {
      return true;
    }
    for (int i = 0; i < columns.size(); i++) {
      ColumnBounds known = bounds.get(columns.get(i));
      if (known != null && !filter.meets(i, known)) {
        return false;
      }
    }
    return true;
  }
}
