package io.sabot.operators.internal.table;

/** Reads words of 64 bits, one bit per row. */
final class RowBits {
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
   * Gives rows without a value the word of the row before, which a table then holds already.
   *
   * @return the first row from {@code start} on that has a value; those before it have none
   */
  static int carry(long[] words, long[] valid, int from, int start, int end) {
    int first = start + first(valid, from + start, end - start, true);
    long last = first < end ? words[first] : 0;
    for (int i = first; i < end; i++) {
      last = get(valid, from + i) ? words[i] : last;
      words[i] = last;
    }
    return first;
  }

  /** Gives rows {@code from + start} to {@code from + end} without a value this id. */
  static void setNulls(long[] valid, int from, int start, int end, int[] ids, int nullId) {
    for (int i = from + start; i < from + end; i++) {
      ids[i] = get(valid, i) ? ids[i] : nullId;
    }
  }
}
