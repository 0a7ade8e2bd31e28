package io.sabot.operators.internal.expression;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.batch.Take;
import io.sabot.operators.internal.kernel.BitKernels;
import io.sabot.operators.internal.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that are left, while a pipeline drops some. As long as many are left, columns
 * are looked at as they lie and a bitmap says which rows matter; once few are, the columns that are
 * still looked at are gathered, each when it is first needed.
 */
final class PipelineRows implements Inputs, AutoCloseable {
  /** Rows are gathered where fewer than one in so many is left. */
  private static final int SPARSE = 4;

  private final Batch batch;
  private final BufferAllocator allocator;
  private final Memo memo;
  private final @Nullable Column[] gathered;
  private int @Nullable [] rows;
  private int length;
  private int left;
  private @Nullable ArrowBuf active;

  /** The selected rows of a batch, which is lent. */
  PipelineRows(Batch batch, BufferAllocator allocator, Memo memo) {
    this.batch = batch;
    this.allocator = allocator;
    this.memo = memo;
    this.gathered = new Column[batch.columns().size()];
    this.length = batch.length();
    this.left = length;
    if (batch.selection() != Selection.ALL) {
      left = batch.rowCount();
      rows = new int[left];
      for (int i = 0; i < left; i++) {
        rows[i] = batch.selection().row(i);
      }
      length = left;
    }
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public Column column(int ordinal) {
    if (rows == null) {
      return batch.column(ordinal);
    }
    Column column = gathered[ordinal];
    if (column == null) {
      column = Take.rows(batch.column(ordinal), ids(rows, length), allocator);
      gathered[ordinal] = column;
    }
    return column;
  }

  private static RowIds ids(int[] numbers, int size) {
    RowIds ids = new RowIds(size);
    for (int i = 0; i < size; i++) {
      ids.add(numbers[i]);
    }
    return ids;
  }

  @Override
  public int rowNumber(int row) {
    return rows == null ? row : rows[row];
  }

  boolean isEmpty() {
    return left == 0;
  }

  /** A frame over the rows that are left. */
  Frame frame(String where) {
    MemorySegment bits = active == null ? null : Memory.segment(active);
    return new Frame(where, this, allocator, bits, memo, null);
  }

  /** Keeps the rows for which a condition is true, and takes it over. */
  void keep(Operand condition) {
    try (condition) {
      if (condition.isSingle()) {
        if (condition.isNull() || !Bitmaps.get(condition.values(), 0)) {
          left = 0;
        }
        return;
      }
      restrict(condition.column());
    }
  }

  private void restrict(Column condition) {
    MemorySegment validity = condition.validity();
    if (active == null) {
      active = Memory.allocate(allocator, Math.max(8, Bitmaps.bytes(length)));
      MemorySegment bits = Memory.segment(active);
      if (validity == null) {
        MemorySegment.copy(condition.segment(1), 0, bits, 0, Bitmaps.bytes(length));
      } else {
        Kernels.BITS.and(condition.segment(1), validity, length, bits);
      }
    } else {
      MemorySegment bits = Memory.segment(active);
      Kernels.BITS.and(condition.segment(1), bits, length, bits);
      if (validity != null) {
        Kernels.BITS.and(validity, bits, length, bits);
      }
    }
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
  }

  /** Whether so few rows are left that gathering them pays. */
  boolean isSparse() {
    return active != null && left < length / SPARSE;
  }

  /** Gathers what is kept of shared results; columns follow when they are needed. */
  void compact() {
    int[] places = places();
    RowIds ids = ids(places, left);
    for (int i = 0; i < memo.size(); i++) {
      Operand result = memo.get(i);
      if (result != null && !result.isSingle()) {
        Column column = Take.rows(result.column(), ids, allocator);
        memo.drop(i);
        memo.put(i, Operand.rows(column));
      }
    }
    if (rows != null) {
      for (int i = 0; i < left; i++) {
        places[i] = rows[places[i]];
      }
    }
    closeGathered();
    forget();
    rows = places;
    length = left;
  }

  private int[] places() {
    int[] places = new int[left + BitKernels.INDEX_SLACK];
    Kernels.BITS.indices(Memory.segment(java.util.Objects.requireNonNull(active)), length, places);
    return places;
  }

  /** The rows of the batch that are left. */
  Selection selection() {
    if (left == 0) {
      return Selection.NONE;
    }
    if (active == null) {
      return rows == null ? Selection.ALL : new Selection.Rows(rows, left);
    }
    int[] places = places();
    if (rows != null) {
      for (int i = 0; i < left; i++) {
        places[i] = rows[places[i]];
      }
    }
    return new Selection.Rows(places, left);
  }

  /** The rows that are left of a result for all rows of the frame; spends it. */
  Column dense(Column result) {
    if (active == null) {
      return result;
    }
    try (result) {
      return Take.rows(result, ids(places(), left), allocator);
    }
  }

  private void closeGathered() {
    for (Column column : gathered) {
      if (column != null) {
        column.close();
      }
    }
    Arrays.fill(gathered, null);
  }

  @Override
  public void close() {
    forget();
    closeGathered();
  }
}
