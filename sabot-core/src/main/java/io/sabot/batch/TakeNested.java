package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Turns gathered rows of a nested column into the rows its children gather. */
final class TakeNested {
  private TakeNested() {}

  static RowIds listRows(MemorySegment[] offsets, boolean large, RowIds rows) {
    RowIds childRows = new RowIds(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      if (id >= 0) {
        int chunk = RowIds.chunk(id);
        long row = RowIds.row(id);
        long start = TakeVariable.offset(offsets[chunk], large, row);
        long end = TakeVariable.offset(offsets[chunk], large, row + 1);
        addRange(childRows, chunk, start, end);
      }
    }
    return childRows;
  }

  private static void addRange(RowIds rows, int chunk, long start, long end) {
    for (long row = start; row < end; row++) {
      rows.add(RowIds.id(chunk, Math.toIntExact(row)));
    }
  }

  static RowIds listViewRows(
      MemorySegment[] fromOffsets,
      MemorySegment[] fromSizes,
      boolean large,
      RowIds rows,
      MemorySegment offsets,
      MemorySegment sizes) {
    RowIds childRows = new RowIds(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      int first = childRows.size();
      if (id >= 0) {
        int chunk = RowIds.chunk(id);
        long start = TakeVariable.offset(fromOffsets[chunk], large, RowIds.row(id));
        long size = TakeVariable.offset(fromSizes[chunk], large, RowIds.row(id));
        addRange(childRows, chunk, start, start + size);
      }
      put(offsets, large, i, first);
      put(sizes, large, i, childRows.size() - first);
    }
    return childRows;
  }

  private static void put(MemorySegment to, boolean large, long row, int value) {
    if (large) {
      to.set(Memory.LONG, row << 3, value);
    } else {
      to.set(Memory.INT, row << 2, value);
    }
  }

  static RowIds fixedSizeRows(RowIds rows, int listSize) {
    RowIds childRows = new RowIds(rows.size() * listSize);
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      for (int k = 0; k < listSize; k++) {
        childRows.add(
            id < 0
                ? RowIds.NULL_ROW
                : RowIds.id(
                    RowIds.chunk(id), Math.toIntExact((long) RowIds.row(id) * listSize + k)));
      }
    }
    return childRows;
  }

  /**
   * Child rows per child of a dense union, writing types and offsets. The null row has no type of
   * its own: it becomes a null of the first child.
   */
  static List<RowIds> denseUnionRows(
      MemorySegment[] fromTypes,
      MemorySegment[] fromOffsets,
      int[] childOfType,
      int childCount,
      RowIds rows,
      MemorySegment types,
      MemorySegment offsets) {
    List<RowIds> children = new ArrayList<>();
    for (int child = 0; child < childCount; child++) {
      children.add(new RowIds(8));
    }
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      int type = id < 0 ? firstType(childOfType) : typeOf(fromTypes, id);
      int child = childOfType[type];
      RowIds childRows = children.get(child);
      types.set(Memory.BYTE, i, (byte) type);
      offsets.set(Memory.INT, (long) i << 2, childRows.size());
      childRows.add(id < 0 ? RowIds.NULL_ROW : denseChildRow(fromOffsets, id));
    }
    return children;
  }

  private static int typeOf(MemorySegment[] types, long id) {
    return types[RowIds.chunk(id)].get(Memory.BYTE, RowIds.row(id));
  }

  private static long denseChildRow(MemorySegment[] offsets, long id) {
    int chunk = RowIds.chunk(id);
    return RowIds.id(chunk, offsets[chunk].get(Memory.INT, (long) RowIds.row(id) << 2));
  }

  private static int firstType(int[] childOfType) {
    for (int type = 0; type < childOfType.length; type++) {
      if (childOfType[type] == 0) {
        return type;
      }
    }
    return 0;
  }

  /** Writes 1, 2, 3, …: one run per row. */
  static void ascending(MemorySegment ends, int width, int rows) {
    for (int i = 0; i < rows; i++) {
      switch (width) {
        case 2 -> ends.set(Memory.SHORT, (long) i << 1, (short) (i + 1));
        case 4 -> ends.set(Memory.INT, (long) i << 2, i + 1);
        default -> ends.set(Memory.LONG, (long) i << 3, i + 1);
      }
    }
  }

  /** The run each row lies in, by binary search over the run ends. */
  static RowIds runRows(List<Column> chunks, int width, RowIds rows) {
    RowIds values = new RowIds(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      long id = rows.get(i);
      if (id < 0) {
        values.add(RowIds.NULL_ROW);
        continue;
      }
      Column ends = chunks.get(RowIds.chunk(id)).child(0);
      values.add(RowIds.id(RowIds.chunk(id), runOf(ends, width, RowIds.row(id))));
    }
    return values;
  }

  private static int runOf(Column ends, int width, int row) {
    MemorySegment segment = ends.segment(1);
    int low = 0;
    int high = ends.length() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runEnd(segment, width, middle) > row) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long runEnd(MemorySegment ends, int width, int run) {
    return switch (width) {
      case 2 -> ends.get(Memory.SHORT, (long) run << 1);
      case 4 -> ends.get(Memory.INT, (long) run << 2);
      default -> ends.get(Memory.LONG, (long) run << 3);
    };
  }
}
