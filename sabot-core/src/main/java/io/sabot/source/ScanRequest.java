package io.sabot.source;

import io.sabot.expression.Expression;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would like a source to do.
 *
 * @param columns the only columns needed, in this order, or null for all
 * @param predicate rows for which this is not true are not needed, or null
 * @param limit rows after so many are not needed
 */
public record ScanRequest(
    @Nullable List<String> columns, @Nullable Expression predicate, OptionalLong limit) {

  /** Only these columns. */
  public static ScanRequest columns(List<String> names) {
    return new ScanRequest(List.copyOf(names), null, OptionalLong.empty());
  }

  /** All columns of the rows for which a predicate may be true. */
  public static ScanRequest predicate(Expression predicate) {
    return new ScanRequest(null, predicate, OptionalLong.empty());
  }
}
