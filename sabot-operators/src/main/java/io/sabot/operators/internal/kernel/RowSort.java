package io.sabot.operators.internal.kernel;

import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Sorts rows by their encoded keys ({@link SortKeyKernels}): a stable merge sort over two arrays
 * that move together, the first eight bytes of each key and the id of its row. Only where those
 * eight are equal are the keys themselves looked at.
 */
public final class RowSort {
  private static final ValueLayout.OfLong BIG_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int INSERTION = 16;

  private final MemorySegment[] keys;
  private final long[][] starts;
  private long[] prefixes;
  private long[] ids;
  private long[] otherPrefixes;
  private long[] otherIds;

  /**
   * Rows of several chunks, in order.
   *
   * @param keys per chunk, the encoded keys, with eight bytes to spare behind them
   * @param starts per chunk, where the key of each row starts, and the last ends
   * @param rows rows of all chunks
   */
  public RowSort(MemorySegment[] keys, long[][] starts, int rows) {
    this.keys = keys;
    this.starts = starts;
    this.prefixes = new long[rows];
    this.ids = new long[rows];
    this.otherPrefixes = new long[rows];
    this.otherIds = new long[rows];
  }

  /** Bytes of heap that sorting a row takes. */
  public static long bytesPerRow() {
    return 4L * Long.BYTES;
  }

  /** The ids of all rows, sorted. */
  public long[] sort() {
    int at = 0;
    for (int chunk = 0; chunk < keys.length; chunk++) {
      at = fill(chunk, at);
    }
    int size = ids.length;
    for (int start = 0; start < size; start += INSERTION) {
      insertionSort(start, Math.min(size, start + INSERTION));
    }
    for (long width = INSERTION; width < size; width *= 2) {
      for (long start = 0; start < size; start += 2 * width) {
        merge(
            (int) start,
            (int) Math.min(size, start + width),
            (int) Math.min(size, start + 2 * width));
      }
      swap();
    }
    return ids;
  }

  private int fill(int chunk, int at) {
    int rows = starts[chunk].length - 1;
    for (int row = 0; row < rows; row++) {
      long start = starts[chunk][row];
      prefixes[at + row] = prefix(keys[chunk], start, starts[chunk][row + 1]);
      ids[at + row] = RowIds.id(chunk, row);
    }
    return at + rows;
  }

  private void swap() {
    long[] swapped = prefixes;
    prefixes = otherPrefixes;
    otherPrefixes = swapped;
    swapped = ids;
    ids = otherIds;
    otherIds = swapped;
  }

  private void insertionSort(int start, int end) {
    for (int i = start + 1; i < end; i++) {
      long prefix = prefixes[i];
      long id = ids[i];
      int to = i;
      while (to > start && compare(prefixes[to - 1], ids[to - 1], prefix, id) > 0) {
        prefixes[to] = prefixes[to - 1];
        ids[to] = ids[to - 1];
        to--;
      }
      prefixes[to] = prefix;
      ids[to] = id;
    }
  }

  private void merge(int start, int middle, int end) {
    int left = start;
    int right = middle;
    int to = start;
    if (middle < end
        && compare(prefixes[middle - 1], ids[middle - 1], prefixes[middle], ids[middle]) > 0) {
      while (left < middle && right < end) {
        boolean fromLeft = compare(prefixes[left], ids[left], prefixes[right], ids[right]) <= 0;
        int from = fromLeft ? left++ : right++;
        otherPrefixes[to] = prefixes[from];
        otherIds[to++] = ids[from];
      }
    }
    to = copy(left, middle, to);
    copy(right, end, to);
  }

  private int copy(int start, int end, int to) {
    System.arraycopy(prefixes, start, otherPrefixes, to, end - start);
    System.arraycopy(ids, start, otherIds, to, end - start);
    return to + end - start;
  }

  private int compare(long prefix, long id, long otherPrefix, long otherId) {
    if (prefix != otherPrefix) {
      return prefix < otherPrefix ? -1 : 1;
    }
    int chunk = RowIds.chunk(id);
    int row = RowIds.row(id);
    int otherChunk = RowIds.chunk(otherId);
    int otherRow = RowIds.row(otherId);
    return compare(
        keys[chunk],
        starts[chunk][row] + Long.BYTES,
        starts[chunk][row + 1],
        keys[otherChunk],
        starts[otherChunk][otherRow] + Long.BYTES,
        starts[otherChunk][otherRow + 1]);
  }

  /** Compares two encoded keys, or what follows equal beginnings of them. */
  public static int compare(
      MemorySegment one,
      long oneStart,
      long oneEnd,
      MemorySegment two,
      long twoStart,
      long twoEnd) {
    long at = oneStart;
    long other = twoStart;
    while (at < oneEnd && other < twoEnd) {
      long word = word(one, at, oneEnd);
      long otherWord = word(two, other, twoEnd);
      if (word != otherWord) {
        return Long.compareUnsigned(word, otherWord);
      }
      at += Long.BYTES;
      other += Long.BYTES;
    }
    return 0;
  }

  /** The first eight bytes of a key, as a signed number of the same order. */
  static long prefix(MemorySegment bytes, long start, long end) {
    return word(bytes, start, end) ^ Long.MIN_VALUE;
  }

  /** Eight bytes of a key as a number, zeros behind its end. */
  private static long word(MemorySegment bytes, long start, long end) {
    long word = bytes.get(BIG_LONG, start);
    long missing = Long.BYTES - (end - start);
    return missing <= 0 ? word : word & -1L << (missing << 3);
  }

  /**
   * The rows whose key is below a bound.
   *
   * @param below where they go, room for all
   * @return how many there are
   */
  public static int below(
      MemorySegment keys,
      long[] starts,
      MemorySegment bound,
      long boundStart,
      long boundEnd,
      int[] below) {
    int count = 0;
    for (int row = 0; row < starts.length - 1; row++) {
      int order = compare(keys, starts[row], starts[row + 1], bound, boundStart, boundEnd);
      below[count] = row;
      count += order < 0 ? 1 : 0;
    }
    return count;
  }
}
