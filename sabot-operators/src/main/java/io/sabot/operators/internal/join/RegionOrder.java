package io.sabot.operators.internal.join;

import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.GrowingBuffer;
import io.sabot.operators.internal.table.RowsOfKeys;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Orders rows by key where they are indexed at once, region by region: see {@link RowsByKey}. The
 * rows of a region lie where its ids do, so that threads write to parts of their own.
 */
final class RegionOrder implements RowsOfKeys {
  private final Chunks chunks;
  private final int[] firstOfChunk;
  private final @Nullable GrowingBuffer keyOfRow;
  private final GrowingBuffer starts;
  private final GrowingBuffer order;

  /**
   * Of rows that stay with the caller, as do the buffers.
   *
   * @param keyOfRow null where nobody asks which key a row has
   */
  RegionOrder(
      Chunks chunks, @Nullable GrowingBuffer keyOfRow, GrowingBuffer starts, GrowingBuffer order) {
    this.chunks = chunks;
    this.firstOfChunk = chunks.starts();
    this.keyOfRow = keyOfRow;
    this.starts = starts;
    this.order = order;
  }

  @Override
  public boolean areFoundByNumber() {
    return RowsByKey.areRegular(chunks.pieces());
  }

  @Override
  public void begin(int rows) {
    starts.allocate(rows + 1L << 2);
    order.allocate((long) rows << 3);
    set(starts.segment(), rows, rows);
    if (keyOfRow != null) {
      keyOfRow.allocate((long) chunks.rows() << 2);
      keyOfRow.segment().fill((byte) -1);
    }
  }

  @Override
  public void take(int first, MemorySegment numbered, int count, int keys) {
    MemorySegment next = starts.segment();
    next.asSlice((long) first << 2, (long) count << 2).fill((byte) 0);
    countRows(next, first, numbered, count);
    int position = first;
    for (int id = first; id < first + keys; id++) {
      int rows = get(next, id);
      set(next, id, position);
      position += rows;
    }
    placeRows(next, first, numbered, count);
    if (keyOfRow != null) {
      noteKeys(keyOfRow.segment(), first, numbered, count);
    }
    // Placing moved each start to the start of the key behind it: move them back.
    int end = first + Math.min(keys, count - 1);
    for (int id = end; id > first; id--) {
      set(next, id, get(next, id - 1));
    }
    set(next, first, first);
  }

  private static void countRows(MemorySegment counts, int first, MemorySegment numbered, int rows) {
    for (int i = 0; i < rows; i++) {
      int id = first + (int) (numbered.get(Memory.LONG, (long) i << 3) >>> 32);
      set(counts, id, get(counts, id) + 1);
    }
  }

  private void placeRows(MemorySegment next, int first, MemorySegment numbered, int rows) {
    MemorySegment positions = order.segment();
    int chunk = 0;
    for (int i = 0; i < rows; i++) {
      long word = numbered.get(Memory.LONG, (long) i << 3);
      int row = (int) word;
      while (row >= firstOfChunk[chunk + 1]) {
        chunk++;
      }
      int id = first + (int) (word >>> 32);
      int position = get(next, id);
      set(next, id, position + 1);
      positions.set(Memory.LONG, (long) position << 3, RowIds.id(chunk, row - firstOfChunk[chunk]));
    }
  }

  private static void noteKeys(MemorySegment to, int first, MemorySegment numbered, int rows) {
    for (int i = 0; i < rows; i++) {
      long word = numbered.get(Memory.LONG, (long) i << 3);
      set(to, (int) word, first + (int) (word >>> 32));
    }
  }

  private static int get(MemorySegment ints, int index) {
    return ints.get(Memory.INT, (long) index << 2);
  }

  private static void set(MemorySegment ints, int index, int value) {
    ints.set(Memory.INT, (long) index << 2, value);
  }
}
