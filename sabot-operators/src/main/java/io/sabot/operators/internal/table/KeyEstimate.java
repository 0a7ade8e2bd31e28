package io.sabot.operators.internal.table;

/**
 * About how many different words there are, by linear counting (Whang, Vander-Zanden and Taylor,
 * 1990): words mark cells by their hash, and how many cells stay empty tells how many words there
 * were. Any number of threads mark: each only ever writes 1.
 */
final class KeyEstimate {
  private static final int CELL_BITS = 20;

  /** With fewer empty cells than that there are so many words that it cannot be told. */
  private static final int TOO_FEW = 32;

  private final byte[] cells = new byte[1 << CELL_BITS];
  private final WordHash hash;

  KeyEstimate(WordHash hash) {
    this.hash = hash;
  }

  void mark(long[] words, int count) {
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    for (int i = 0; i < count; i++) {
      cells[(int) (WordHash.hash(words[i], seed, one, other) >>> Long.SIZE - CELL_BITS)] = 1;
    }
  }

  /** How many there are, or {@code most}, where that is less or it cannot be told. */
  int keys(int most) {
    int marked = 0;
    for (byte cell : cells) {
      marked += cell;
    }
    int empty = cells.length - marked;
    double keys = cells.length * Math.log((double) cells.length / empty);
    return empty < TOO_FEW ? most : (int) Math.min(most, keys);
  }
}
