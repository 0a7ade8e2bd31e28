package io.sabot.batch;

import java.util.Arrays;

/**
 * A growable list of rows to gather: each is a row of one of several chunks, or {@link #NULL_ROW},
 * which gathers a null. A row id is {@code chunk << 32 | row}; plain row numbers of a single chunk
 * are therefore row ids already. A list is for one thread at a time, gathering included.
 */
public final class RowIds {
  /** Gathers a null. */
  public static final long NULL_ROW = -1;

  private long[] ids;
  private int size;
  private int[] places = {};

  /** An empty list with room for {@code capacity} rows. */
  public RowIds(int capacity) {
    ids = new long[Math.max(capacity, 8)];
  }

  /** The selected rows of a batch of {@code rowCount} rows. */
  public static RowIds of(Selection selection, int rowCount) {
    int count = selection.count(rowCount);
    RowIds rows = new RowIds(count);
    if (selection instanceof Selection.Rows(int[] listed, int size)) {
      widen(listed, size, rows.ids);
    } else if (selection instanceof MarkedRows marked) {
      widen(marked.rows(), count, rows.ids);
    } else {
      for (int i = 0; i < count; i++) {
        rows.ids[i] = selection.row(i);
      }
    }
    rows.size = count;
    return rows;
  }

  private static void widen(int[] from, int size, long[] to) {
    for (int i = 0; i < size; i++) {
      to[i] = from[i];
    }
  }

  /** The id of row {@code row} of chunk {@code chunk}. */
  public static long id(int chunk, int row) {
    return (long) chunk << 32 | row;
  }

  /** The chunk of an id that is not {@link #NULL_ROW}. */
  public static int chunk(long id) {
    return (int) (id >>> 32);
  }

  /** The row of an id that is not {@link #NULL_ROW}. */
  public static int row(long id) {
    return (int) id;
  }

  /** Appends an id. */
  public void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  /**
   * The backing array with room for {@code capacity} ids in all, for kernels that write behind the
   * first {@link #size} entries and then say with {@link #resize} how many there are.
   */
  public long[] room(int capacity) {
    if (capacity > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(capacity, size * 2));
    }
    return ids;
  }

  /** Makes the first {@code count} entries of the backing array the list. */
  public void resize(int count) {
    java.util.Objects.checkFromToIndex(0, count, ids.length);
    size = count;
  }

  /** The id at a position. */
  public long get(int position) {
    return ids[position];
  }

  /** The backing array, of which the first {@link #size} entries count; for kernels only. */
  public long[] array() {
    return ids;
  }

  /**
   * Room for a number per row, for kernels that gather: who gathers again and again with one list
   * needs it once. It may hold anything, and does so after each gathering.
   */
  public int[] places() {
    if (places.length < size) {
      places = new int[ids.length];
    }
    return places;
  }

  /** Ids in the list. */
  public int size() {
    return size;
  }

  /** Empties the list, keeping its memory. */
  public void clear() {
    size = 0;
  }
}
