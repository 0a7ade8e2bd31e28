package io.sabot.operators.internal.table;

import org.jspecify.annotations.Nullable;

/** Reads words of 64 bits, one bit per row, set where the row holds a value. */
public final class RowBits {
  private RowBits() {}

  static boolean get(long[] words, int row) {
    return (words[row >>> 6] >>> row & 1) != 0;
  }

  /** How many of {@code count} rows from {@code from} on come before the first of this value. */
  static int first(long[] words, int from, int count, boolean value) {
    int i = 0;
    while (i < count && get(words, from + i) != value) {
      i++;
    }
    return i;
  }

  /**
   * The rows from {@code from} to {@code end} in one word that hold no value, as bits: where few
   * are null, to go from one to the next is cheaper than to look at every row.
   */
  public static long nulls(long[] valid, int word, int from, int end) {
    int first = word << 6;
    long nulls = ~valid[word];
    if (from > first) {
      nulls &= -1L << from;
    }
    if (end - first < Long.SIZE) {
      nulls &= (1L << end) - 1;
    }
    return nulls;
  }

  /** How many of the first rows hold a value; all where there are no bits. */
  public static long count(long @Nullable [] valid, int rows) {
    long count = rows;
    for (int w = 0; valid != null && w << 6 < rows; w++) {
      count -= Long.bitCount(nulls(valid, w, 0, rows));
    }
    return count;
  }

  /** Puts a word in place of those of rows without a value. */
  public static void replaceNulls(
      long[] valid, int from, int count, long[] words, long replacement) {
    int end = from + count;
    for (int w = from >>> 6; w << 6 < end; w++) {
      for (long nulls = nulls(valid, w, from, end); nulls != 0; nulls &= nulls - 1) {
        words[(w << 6) + Long.numberOfTrailingZeros(nulls) - from] = replacement;
      }
    }
  }

  /**
   * Gives rows without a value the word of the row before, which a table then holds already.
   *
   * @return the first row from {@code start} on that has a value; those before it have none
   */
  static int carry(long[] words, long[] valid, int from, int start, int end) {
    int first = start + first(valid, from + start, end - start, true);
    int last = from + end;
    for (int w = from + first >>> 6; w << 6 < last; w++) {
      for (long nulls = nulls(valid, w, from + first, last); nulls != 0; nulls &= nulls - 1) {
        int i = (w << 6) + Long.numberOfTrailingZeros(nulls) - from;
        words[i] = words[i - 1];
      }
    }
    return first;
  }

  /** Gives rows {@code from + start} to {@code from + end} without a value this id. */
  static void setNulls(long[] valid, int from, int start, int end, int[] ids, int nullId) {
    int last = from + end;
    for (int w = from + start >>> 6; w << 6 < last; w++) {
      for (long nulls = nulls(valid, w, from + start, last); nulls != 0; nulls &= nulls - 1) {
        ids[(w << 6) + Long.numberOfTrailingZeros(nulls)] = nullId;
      }
    }
  }
}
