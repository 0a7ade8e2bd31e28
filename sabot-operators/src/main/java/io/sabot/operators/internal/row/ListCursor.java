package io.sabot.operators.internal.row;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Walks the elements of a list column of any list layout, a bounded number at a time. */
public final class ListCursor {
  private final int length;
  private final Layout layout;
  private final @Nullable MemorySegment validity;
  private final MemorySegment offsets;
  private final MemorySegment sizes;
  private final int fixedSize;
  private int row;
  private int element;

  /** At the first element; the column must stay open meanwhile. */
  public ListCursor(Column lists) {
    length = lists.length();
    layout = lists.layout();
    validity = lists.validity();
    offsets = lists.bufferCount() > 1 ? lists.segment(1) : MemorySegment.NULL;
    sizes = lists.bufferCount() > 2 ? lists.segment(2) : MemorySegment.NULL;
    fixedSize = lists.physicalType() instanceof ArrowType.FixedSizeList t ? t.getListSize() : 0;
  }

  /** Whether the layout is one of lists. */
  public static boolean isList(Layout layout) {
    return switch (layout) {
      case LIST, LARGE_LIST, LIST_VIEW, LARGE_LIST_VIEW, FIXED_SIZE_LIST -> true;
      default -> false;
    };
  }

  /**
   * Adds the next elements, at most {@code limit}: the row of each list, and of each element. Null
   * and empty lists have none. Nothing is added once all are walked.
   */
  public void next(int limit, RowIds rows, RowIds elements) {
    int left = limit;
    while (row < length && left > 0) {
      int size = isNull(row) ? 0 : Math.toIntExact(size(row));
      int count = Math.min(size - element, left);
      if (count > 0) {
        add(Math.toIntExact(start(row)) + element, count, rows, elements);
      }
      left -= count;
      element += count;
      if (element == size) {
        row++;
        element = 0;
      }
    }
  }

  private void add(int first, int count, RowIds rows, RowIds elements) {
    for (int i = 0; i < count; i++) {
      rows.add(row);
      elements.add(first + i);
    }
  }

  private boolean isNull(int index) {
    return validity != null && !Bitmaps.get(validity, index);
  }

  private long start(int index) {
    return switch (layout) {
      case FIXED_SIZE_LIST -> (long) index * fixedSize;
      case LIST, LIST_VIEW -> offsets.get(Memory.INT, (long) index << 2);
      default -> offsets.get(Memory.LONG, (long) index << 3);
    };
  }

  private long size(int index) {
    return switch (layout) {
      case FIXED_SIZE_LIST -> fixedSize;
      case LIST_VIEW -> sizes.get(Memory.INT, (long) index << 2);
      case LARGE_LIST_VIEW -> sizes.get(Memory.LONG, (long) index << 3);
      default -> start(index + 1) - start(index);
    };
  }
}
