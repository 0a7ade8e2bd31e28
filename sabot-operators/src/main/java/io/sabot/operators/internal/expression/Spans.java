package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of each list of a column lie, for every layout of lists; lent by the column.
 *
 * @param sizes of views
 * @param fixedSize of fixed-size lists
 */
record Spans(
    Layout layout,
    @Nullable MemorySegment validity,
    MemorySegment offsets,
    MemorySegment sizes,
    int fixedSize) {

  static Spans of(Column lists) {
    return new Spans(
        lists.layout(),
        lists.validity(),
        lists.bufferCount() > 1 ? lists.segment(1) : MemorySegment.NULL,
        lists.bufferCount() > 2 ? lists.segment(2) : MemorySegment.NULL,
        lists.physicalType() instanceof ArrowType.FixedSizeList t ? t.getListSize() : 0);
  }

  /** Whether lists lie behind each other, so that each ends where the next one starts. */
  boolean areAdjacent() {
    return layout != Layout.LIST_VIEW && layout != Layout.LARGE_LIST_VIEW;
  }

  boolean isNull(int row) {
    return validity != null && !Bitmaps.get(validity, row);
  }

  /** Where a list begins; of adjacent ones also behind the last. */
  int start(int row) {
    return switch (layout) {
      case FIXED_SIZE_LIST -> Math.multiplyExact(row, fixedSize);
      case LIST, LIST_VIEW -> offsets.get(Memory.INT, (long) row << 2);
      default -> Math.toIntExact(offsets.get(Memory.LONG, (long) row << 3));
    };
  }

  /** How many elements a list has; what stands beneath a null means nothing. */
  int size(int row) {
    return switch (layout) {
      case FIXED_SIZE_LIST -> fixedSize;
      case LIST_VIEW -> sizes.get(Memory.INT, (long) row << 2);
      case LARGE_LIST_VIEW -> (int) sizes.get(Memory.LONG, (long) row << 3);
      default -> start(row + 1) - start(row);
    };
  }
}
