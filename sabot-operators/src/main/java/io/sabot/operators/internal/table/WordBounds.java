package io.sabot.operators.internal.table;

/** Between which words some lie, and how many they are. */
final class WordBounds {
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;
  private long rows;

  /** No words, between these bounds. */
  void reset(long low, long high) {
    lowest = low;
    highest = high;
    rows = 0;
  }

  void include(long[] words, int from, int count) {
    long low = lowest;
    long high = highest;
    for (int i = from; i < from + count; i++) {
      low = Math.min(low, words[i]);
      high = Math.max(high, words[i]);
    }
    lowest = low;
    highest = high;
    rows += count;
  }

  /** Includes the words at some places. */
  void include(long[] words, int[] places, int count) {
    long low = lowest;
    long high = highest;
    for (int i = 0; i < count; i++) {
      low = Math.min(low, words[places[i]]);
      high = Math.max(high, words[places[i]]);
    }
    lowest = low;
    highest = high;
    rows += count;
  }

  void include(WordBounds other) {
    lowest = Math.min(lowest, other.lowest);
    highest = Math.max(highest, other.highest);
    rows += other.rows;
  }

  long lowest() {
    return lowest;
  }

  long highest() {
    return highest;
  }

  long rows() {
    return rows;
  }
}
