package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows by their encoded keys ({@link SortKeyKernels}), stably. Ranges of the rows are divided
 * by splitters into parts that fit the nearest memory, then part by part is sorted ({@link
 * PartSort}); each of both may be done by any thread, all ranges before the first part.
 */
public final class RowSort {
  /** Rows of a part, about: what is moved of them while they are sorted has half a MiB. */
  private static final int PART_ROWS = 1 << 14;

  private static final int MOST_PARTS = 1 << 12;

  private final EncodedRows rows;
  private final Splitters splitters;
  private final RangeParts[] ranges;
  private final int[] starts;
  private long[] sorted = {};

  private RowSort(EncodedRows rows, List<EncodedRows> cut) {
    this.rows = rows;
    this.splitters = Splitters.of(rows, Math.min(MOST_PARTS, rows.size() / PART_ROWS));
    this.starts = new int[splitters.count() + 2];
    this.ranges = new RangeParts[cut.size()];
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new RangeParts(cut.get(i), splitters);
    }
  }

  /** Rows in one range, for one thread. */
  public static RowSort of(EncodedRows rows) {
    return new RowSort(rows, List.of(rows));
  }

  /** Rows in about so many ranges. */
  public static RowSort inRanges(EncodedRows rows, int count) {
    return new RowSort(rows, rows.cut(count));
  }

  /** Bytes of heap that sorting a row takes. */
  public static long bytesPerRow() {
    return 4L * Long.BYTES;
  }

  /** Work that any threads may do at the same time, before {@link #sorting}. */
  public List<Runnable> dividing() {
    return List.of(ranges);
  }

  /** Work that any threads may do at the same time, when all ranges are divided. */
  public List<Runnable> sorting() {
    for (int part = 0; part < starts.length - 1; part++) {
      starts[part + 1] = starts[part];
      for (RangeParts range : ranges) {
        starts[part + 1] += range.count(part);
      }
    }
    boolean alone = ranges.length == 1;
    sorted = alone ? ranges[0].ids() : new long[rows.size()];
    List<Runnable> work = new ArrayList<>();
    for (int part = 0; part < starts.length - 1; part++) {
      int sortedPart = part;
      if (starts[part + 1] > starts[part]) {
        work.add(alone ? () -> sortInPlace(sortedPart) : () -> sortOf(sortedPart));
      }
    }
    return work;
  }

  private void sortInPlace(int part) {
    new PartSort(rows, ranges[0].prefixes(), sorted).sort(starts[part], starts[part + 1]);
  }

  /** The rows of a part out of all ranges, in order; what is sorted is copied to its place. */
  private void sortOf(int part) {
    int size = starts[part + 1] - starts[part];
    long[] prefixes = new long[size];
    long[] ids = new long[size];
    int at = 0;
    for (RangeParts range : ranges) {
      at = range.copy(part, prefixes, ids, at);
    }
    new PartSort(rows, prefixes, ids).sort(0, size);
    System.arraycopy(ids, 0, sorted, starts[part], size);
  }

  /** The ids of all rows, sorted when all is done. */
  public long[] sorted() {
    return sorted;
  }

  /** The ids of all rows, sorted by this thread. */
  public long[] sort() {
    dividing().forEach(Runnable::run);
    sorting().forEach(Runnable::run);
    return sorted;
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
      long word = EncodedRows.word(one, at, oneEnd);
      long otherWord = EncodedRows.word(two, other, twoEnd);
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
    return EncodedRows.word(bytes, start, end) ^ Long.MIN_VALUE;
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
