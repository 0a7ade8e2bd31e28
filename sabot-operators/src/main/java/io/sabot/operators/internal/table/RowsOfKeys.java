package io.sabot.operators.internal.table;

import java.lang.foreign.MemorySegment;

/** What {@link RowsAtOnce} tells which rows have which key. */
public interface RowsOfKeys {
  /** Whether it is enough that the id of a key is the number of its only row. */
  boolean areFoundByNumber();

  /**
   * So many rows have a key. Their ids, below this number, come region by region.
   *
   * @throws io.sabot.MemoryLimitException where there is no memory for it, and nothing has changed
   */
  void begin(int rows);

  /**
   * The keys of a region have the ids from {@code first} on. Any thread calls, each for regions of
   * its own.
   *
   * @param numbered of each row a word: how far the id of its key lies behind the first, in the
   *     upper half, and its number, in the lower; rows are in order
   * @param count how many rows there are; ids below {@code first + count} are of this region
   * @param keys how many of these ids there are, at least one
   */
  void take(int first, MemorySegment numbered, int count, int keys);
}
