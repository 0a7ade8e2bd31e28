package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.apache.arrow.memory.BufferAllocator;

/** The rows of a batch by the state group they came from. */
public final class StateGroupRows {
  private StateGroupRows() {}

  /** Takes the rows of one state group. */
  @FunctionalInterface
  interface Taker {
    /** The columns stay with the caller. */
    void take(int group, List<Column> columns, int rows);
  }

  /** Takes the rows of one state group, and is told where in the batch they stood. */
  @FunctionalInterface
  public interface PlacedTaker {
    /**
     * The columns stay with the caller.
     *
     * @param places from a row of the columns to its row in the batch
     */
    void take(int group, List<Column> columns, int rows, IntUnaryOperator places);
  }

  /** As {@link #each(Column, List, int, BufferAllocator, PlacedTaker)}, without places. */
  static void each(
      Column groups, List<Column> columns, int rows, BufferAllocator allocator, Taker taker) {
    each(
        groups,
        columns,
        rows,
        allocator,
        (PlacedTaker) (group, some, count, places) -> taker.take(group, some, count));
  }

  /**
   * Hands on the rows of each group; where all are of one, as they are.
   *
   * @param groups the group of each row
   * @param columns of as many rows; they stay with the caller
   */
  public static void each(
      Column groups, List<Column> columns, int rows, BufferAllocator allocator, PlacedTaker taker) {
    MemorySegment of = groups.segment(1);
    int first = of.get(Memory.INT, 0);
    if (isAll(of, first, rows)) {
      taker.take(first, columns, rows, IntUnaryOperator.identity());
      return;
    }
    for (Map.Entry<Integer, RowIds> part : divided(of, rows).entrySet()) {
      take(part.getKey(), part.getValue(), columns, allocator, taker);
    }
  }

  private static boolean isAll(MemorySegment of, int group, int rows) {
    int different = 0;
    for (int i = 0; i < rows; i++) {
      different |= of.get(Memory.INT, (long) i << 2) ^ group;
    }
    return different == 0;
  }

  /** Rows of one group mostly lie side by side. */
  private static Map<Integer, RowIds> divided(MemorySegment of, int rows) {
    Map<Integer, RowIds> parts = new TreeMap<>();
    int group = of.get(Memory.INT, 0);
    RowIds part = new RowIds(rows);
    parts.put(group, part);
    for (int i = 0; i < rows; i++) {
      int next = of.get(Memory.INT, (long) i << 2);
      if (next != group) {
        group = next;
        part = parts.computeIfAbsent(group, none -> new RowIds(8));
      }
      part.add(i);
    }
    return parts;
  }

  private static void take(
      int group, RowIds rows, List<Column> columns, BufferAllocator allocator, PlacedTaker taker) {
    List<Column> taken = new ArrayList<>();
    try {
      for (Column column : columns) {
        taken.add(Take.rows(column, rows, allocator));
      }
      taker.take(group, taken, rows.size(), row -> (int) rows.get(row));
    } finally {
      taken.forEach(Column::close);
    }
  }
}
