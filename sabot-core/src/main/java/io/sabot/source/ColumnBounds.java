package io.sabot.source;

import io.sabot.expression.Constant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of one column of one part of its rows. No value lies outside of the bounds; a
 * bound need not occur. NaN lies outside of every bound and may be there all the same. Text is
 * bounded as binary, by its bytes.
 *
 * @param lowest no value is less, or null where nothing is known
 * @param highest no value is greater, or null where nothing is known
 * @param nulls how many rows are null, empty where it is not known
 * @param rows the rows of the part
 */
public record ColumnBounds(
    @Nullable Constant lowest, @Nullable Constant highest, OptionalLong nulls, long rows) {
  /** Whether a value from {@code low} to {@code high} may be there. */
  public boolean mayMeet(Constant low, Constant high) {
    boolean onlyNulls = nulls.isPresent() && nulls.getAsLong() == rows;
    return !onlyNulls
        && BoundOrder.mayBeAtLeast(highest, low)
        && BoundOrder.mayBeAtMost(lowest, high);
  }
}
