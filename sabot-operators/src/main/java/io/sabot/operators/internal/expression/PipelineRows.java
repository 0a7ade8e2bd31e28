package io.sabot.operators.internal.expression;

import static java.util.Objects.requireNonNull;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.MarkedRows;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.batch.Take;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a slice of a batch that are left, while a pipeline drops some. As long as many are
 * left, columns are looked at as they lie and a bitmap says which rows matter; once few are, the
 * columns that are still looked at are gathered. Either happens to a column when it is first
 * needed, and once.
 */
final class PipelineRows implements Inputs, AutoCloseable {
  /** Rows are gathered where fewer than one in so many is left. */
  private static final int SPARSE = 4;

  private final Batch batch;
  private final int start;
  private final Scratch scratch;
  private final Memo memo;
  private final @Nullable Column[] columns;
  private int @Nullable [] rows;
  private @Nullable RowIds ids;
  private int length;
  private int left;
  private @Nullable ArrowBuf active;
  private int @Nullable [] places;
  private @Nullable RowIds placeIds;
  private boolean stays;

  /**
   * Some of the selected rows of a batch, which is lent.
   *
   * @param start the first row, counted among the selected ones
   */
  PipelineRows(Batch batch, int start, int count, Scratch scratch, Memo memo) {
    this.batch = batch;
    this.start = start;
    this.scratch = scratch;
    this.memo = memo;
    this.columns = new Column[batch.columns().size()];
    this.length = count;
    this.left = count;
    if (batch.selection() != Selection.ALL) {
      rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = batch.selection().row(start + i);
      }
    }
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public Column column(int ordinal) {
    Column column = columns[ordinal];
    if (column == null) {
      Column all = batch.column(ordinal);
      column =
          rows == null
              ? all.slice(start, length, scratch.allocator())
              : Take.rows(all, ids(), scratch.allocator());
      columns[ordinal] = column;
    }
    return column;
  }

  /** The rows of the frame, as rows of the batch. */
  private RowIds ids() {
    if (ids == null) {
      ids = ids(requireNonNull(rows), length);
    }
    return ids;
  }

  private static RowIds ids(int[] numbers, int size) {
    return RowIds.of(new Selection.Rows(numbers, size), size);
  }

  @Override
  public int rowNumber(int row) {
    return rows == null ? start + row : rows[row];
  }

  /** From now on nothing is gathered, however few are left. */
  void stay() {
    stays = true;
  }

  /** Whether rows of the frame are rows of the batch as they lie. */
  boolean areWhole(Batch of) {
    return rows == null && of.selection() == Selection.ALL;
  }

  /** How many are left. */
  int left() {
    return left;
  }

  /** A frame over the rows that are left. */
  Frame frame(String where) {
    MemorySegment bits = active == null ? null : Memory.segment(active);
    return new Frame(where, this, scratch, bits, memo, null);
  }

  /** How many of the rows that are left a condition is true for. */
  int count(Operand condition) {
    if (condition.isSingle()) {
      return isTrue(condition) ? left : 0;
    }
    Frame frame = frame("");
    MemorySegment values = condition.values();
    MemorySegment validity = condition.column().validity();
    int count = 0;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long known = validity == null ? -1 : Bitmaps.word(validity, w, length);
      count += Long.bitCount(Bitmaps.word(values, w, length) & known & frame.activeWord(w));
    }
    return count;
  }

  private static boolean isTrue(Operand single) {
    return !single.isNull() && Bitmaps.get(single.values(), 0);
  }

  /** Keeps the rows for which a condition is true, and takes it over. */
  void keep(Operand condition) {
    try (condition) {
      if (condition.isSingle()) {
        left = isTrue(condition) ? left : 0;
      } else if (left > 0) {
        restrict(condition.column());
      }
    }
  }

  private void restrict(Column condition) {
    MemorySegment validity = condition.validity();
    MemorySegment values = condition.segment(1);
    if (active == null) {
      active = scratch.allocate(Math.max(8, Bitmaps.bytes(length)));
      MemorySegment bits = Memory.segment(active);
      if (validity == null) {
        MemorySegment.copy(values, 0, bits, 0, Bitmaps.bytes(length));
      } else {
        Kernels.BITS.and(values, validity, length, bits);
      }
    } else {
      MemorySegment bits = Memory.segment(active);
      Kernels.BITS.and(values, bits, length, bits);
      if (validity != null) {
        Kernels.BITS.and(validity, bits, length, bits);
      }
    }
    places = null;
    placeIds = null;
    left = Bitmaps.count(Memory.segment(active), length);
    if (left == length) {
      forget();
    }
  }

  private void forget() {
    if (active != null) {
      active.getReferenceManager().release();
      active = null;
    }
    places = null;
    placeIds = null;
  }

  /**
   * Where so few rows are left that it pays, gathers what is kept of shared results; columns follow
   * when they are needed.
   */
  void compact() {
    if (stays || active == null || left >= length / SPARSE || left == 0) {
      return;
    }
    RowIds ids = placeIds();
    for (int i = 0; i < memo.size(); i++) {
      Operand result = memo.get(i);
      if (result != null && !result.isSingle()) {
        Column column = Take.rows(result.column(), ids, scratch.allocator());
        memo.drop(i);
        memo.put(i, Operand.rows(column));
      }
    }
    rows = numbers();
    closeColumns();
    forget();
    this.ids = null;
    length = left;
  }

  /** The rows of the frame that are left; never changed afterwards. */
  private int[] places() {
    if (places == null) {
      long[] words = Bitmaps.toWords(Memory.segment(requireNonNull(active)), length);
      places = TrueRows.list(words, left);
    }
    return places;
  }

  private RowIds placeIds() {
    if (placeIds == null) {
      placeIds = ids(places(), left);
    }
    return placeIds;
  }

  /** The same as rows of the batch. */
  private int[] numbers() {
    int[] from = places();
    if (rows == null && start == 0) {
      return from;
    }
    int[] numbers = new int[left];
    for (int i = 0; i < left; i++) {
      numbers[i] = rowNumber(from[i]);
    }
    return numbers;
  }

  /** The rows of the batch that are left. */
  Selection selection() {
    if (left == 0) {
      return Selection.NONE;
    }
    if (active == null) {
      return rows == null
          ? Selection.ALL.part(start, start + length, batch.length())
          : new Selection.Rows(rows, left);
    }
    return rows == null && start == 0 && places == null
        ? new MarkedRows(Memory.segment(active), length, left, TrueRows::list)
        : new Selection.Rows(numbers(), left);
  }

  /** The rows that are left of a result for all rows of the frame; spends it. */
  Column dense(Column result) {
    if (active == null) {
      return result;
    }
    try (result) {
      return Take.rows(result, placeIds(), scratch.allocator());
    }
  }

  private void closeColumns() {
    for (Column column : columns) {
      if (column != null) {
        column.close();
      }
    }
    Arrays.fill(columns, null);
  }

  @Override
  public void close() {
    forget();
    closeColumns();
  }
}
