package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The rows whose bit is set: an eighth of a byte for each row of a batch, until somebody asks for
 * the numbers of those that are selected. Immutable.
 */
public final class MarkedRows implements Selection {
  /** Lists the positions of set bits, ascending. */
  @FunctionalInterface
  public interface Lister {
    /**
     * Row numbers in an array that may be longer than there are.
     *
     * @param words bits, 64 a word; those past the last row are not set
     * @param size how many are set
     */
    int[] list(long[] words, int size);
  }

  private final long[] words;
  private final int size;
  private final Lister lister;

  /** Volatile: whoever sees the array sees what is in it. */
  private volatile int @Nullable [] rows;

  /**
   * The rows of a bitmap of {@code length} rows, which is copied.
   *
   * @param size how many bits are set
   */
  public MarkedRows(MemorySegment bits, int length, int size, Lister lister) {
    this.words = Bitmaps.toWords(bits, length);
    this.size = size;
    this.lister = lister;
  }

  /** Row numbers, of which the first {@link #count} count. */
  public int[] rows() {
    int[] known = rows;
    if (known == null) {
      known = lister.list(words, size);
      rows = known;
    }
    return known;
  }

  @Override
  public int count(int rowCount) {
    return size;
  }

  @Override
  public int row(int position) {
    return rows()[position];
  }

  @Override
  public Selection part(int start, int end, int rowCount) {
    return new Selection.Rows(rows(), size).part(start, end, rowCount);
  }
}
