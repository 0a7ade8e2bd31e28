package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Which build rows have a key. While rows come, each one's key id is noted; at the end they are
 * ordered by key id, so that the rows of a key lie side by side, in the order they came.
 *
 * <pre>
 *  keyOfRow   row → key id, −1 where a key is null
 *  starts     key id → first position in order; one entry more than keys
 *  order      position → row id (chunk and row)
 * </pre>
 */
final class RowsByKey implements AutoCloseable {
  private static final int NO_SHIFT = -1;

  private final GrowingBuffer keyOfRow;
  private final GrowingBuffer starts;
  private final GrowingBuffer order;

  /** As {@link #keyOfRow}, where rows are indexed at once. */
  private final GrowingBuffer keysInOrder;

  /** The one of both that holds. */
  private GrowingBuffer keys;

  private int rowShift = NO_SHIFT;
  private boolean unique;

  RowsByKey(BufferAllocator allocator, Reservation reservation) {
    keyOfRow = new GrowingBuffer(allocator, reservation);
    starts = new GrowingBuffer(allocator, reservation);
    order = new GrowingBuffer(allocator, reservation);
    keysInOrder = new GrowingBuffer(allocator, reservation);
    keys = keyOfRow;
  }

  /** Notes the key ids of rows from {@code first} on. */
  void note(int[] ids, int first, int rows) {
    keyOfRow.ensure((long) first + rows << 2);
    MemorySegment.copy(ids, 0, keyOfRow.segment(), Memory.INT, (long) first << 2, rows);
  }

  /** The key id of a row, −1 where a key is null; of one numbered by row that of its number. */
  int keyOf(int row) {
    return isNumberedByRow() ? row : get(keys.segment(), row);
  }

  /** No more rows come: orders them by key, unless keys are numbered as their rows are. */
  void finish(Chunks chunks, int count) {
    rowShift = count == chunks.rows() ? shift(chunks.pieces()) : NO_SHIFT;
    if (rowShift == NO_SHIFT) {
      Outlined.run(() -> order(chunks, count));
      unique = count == get(starts.segment(), count);
    }
  }

  /**
   * For rows that are indexed at once, in place of all that was noted.
   *
   * @param keepsKeys whether {@link #keyOf} is asked
   */
  RegionOrder atOnce(Chunks chunks, boolean keepsKeys) {
    return new RegionOrder(chunks, keepsKeys ? keysInOrder : null, starts, order);
  }

  /** Rows were indexed at once, and the ids of keys are the numbers of their rows. */
  void finishByNumber(Chunks chunks) {
    keyOfRow.close();
    rowShift = shift(chunks.pieces());
  }

  /** Rows were indexed at once, and are in order. */
  void finishInOrder(boolean eachHasOneRow) {
    keyOfRow.close();
    keys = keysInOrder;
    unique = eachHasOneRow;
  }

  private void order(Chunks chunks, int count) {
    starts.ensure(count + 2L << 2);
    MemorySegment first = starts.segment();
    first.fill((byte) 0);
    countRows(first, chunks.rows());
    for (int id = 1; id <= count; id++) {
      set(first, id, get(first, id) + get(first, id - 1));
    }
    order.ensure((long) chunks.rows() << 3);
    placeRows(first, chunks.pieces());
    // Placing moved each start to the start of the key behind it: move them back.
    for (int id = count; id > 0; id--) {
      set(first, id, get(first, id - 1));
    }
    set(first, 0, 0);
  }

  /** Whether rows of these pieces can be found by their number. */
  static boolean areRegular(List<Batch> pieces) {
    return shift(pieces) != NO_SHIFT;
  }

  /** The number of rows of all chunks but the last as a power of 2, or {@link #NO_SHIFT}. */
  private static int shift(List<Batch> pieces) {
    if (pieces.size() < 2) {
      return Integer.SIZE - 1;
    }
    int length = pieces.getFirst().length();
    boolean regular = Integer.bitCount(length) == 1 && pieces.getLast().length() <= length;
    for (Batch piece : pieces.subList(0, pieces.size() - 1)) {
      regular &= piece.length() == length;
    }
    return regular ? Integer.numberOfTrailingZeros(length) : NO_SHIFT;
  }

  /** Leaves the number of rows of key {@code id} at {@code id + 1}. */
  private void countRows(MemorySegment counts, int rows) {
    MemorySegment keyIds = keyOfRow.segment();
    for (int row = 0; row < rows; row++) {
      int id = get(keyIds, row);
      if (id >= 0) {
        set(counts, id + 1, get(counts, id + 1) + 1);
      }
    }
  }

  private void placeRows(MemorySegment next, List<Batch> pieces) {
    MemorySegment keyIds = keyOfRow.segment();
    MemorySegment positions = order.segment();
    int row = 0;
    for (int chunk = 0; chunk < pieces.size(); chunk++) {
      int length = pieces.get(chunk).length();
      for (int i = 0; i < length; i++, row++) {
        int id = get(keyIds, row);
        if (id >= 0) {
          int position = get(next, id);
          set(next, id, position + 1);
          positions.set(Memory.LONG, (long) position << 3, RowIds.id(chunk, i));
        }
      }
    }
  }

  /**
   * Whether the id of a key is the number of its only row; there is no {@link #starts} and {@link
   * #order} then.
   */
  boolean isNumberedByRow() {
    return rowShift != NO_SHIFT;
  }

  /** Turns ids that are numbers of rows into row ids, and −1 into that of the null row. */
  void toRows(long[] ids, int from, int end) {
    int shift = rowShift;
    long within = (1L << shift) - 1;
    for (int i = from; i < end; i++) {
      long id = ids[i];
      ids[i] = id >> shift << 32 | id & within | id >> 63;
    }
  }

  /** Whether each key has one row, whose position is its id. */
  boolean isUnique() {
    return unique;
  }

  /** Key id → first position in {@link #order}. */
  MemorySegment starts() {
    return starts.segment();
  }

  /** Position → row id. */
  MemorySegment order() {
    return order.segment();
  }

  private static int get(MemorySegment ints, int index) {
    return ints.get(Memory.INT, (long) index << 2);
  }

  private static void set(MemorySegment ints, int index, int value) {
    ints.set(Memory.INT, (long) index << 2, value);
  }

  @Override
  public void close() {
    keyOfRow.close();
    keysInOrder.close();
    starts.close();
    order.close();
  }
}
