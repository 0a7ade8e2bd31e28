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
}
