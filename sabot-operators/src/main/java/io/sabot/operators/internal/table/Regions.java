package io.sabot.operators.internal.table;

import java.lang.foreign.MemorySegment;

/**
 * Slots in regions, each of which one thread fills with rows that were dealt out to it before. So
 * each region lies in a near cache while it is filled: a write far away costs more than ten times
 * as much. First all rows are counted, then {@link #open} takes memory, then they are dealt.
 */
abstract sealed class Regions implements AutoCloseable permits WindowRegions, HashRegions {
  /** How many regions there are. */
  abstract int size();

  /** Counts the words of each region. */
  abstract void count(long[] words, int count, int[] counts);

  /** Takes memory for so many rows and as many keys as there may be. */
  abstract void open(int rows, int keys);

  /**
   * Deals rows out.
   *
   * @param next of each region the place for its next row, which is counted up
   */
  abstract void deal(long[] words, int[] rows, int count, int[] next);

  /**
   * Gives the keys of the rows at these places, all those of a region, the numbers of their rows as
   * ids; false where two have one key, or there are too many keys. What was dealt stays.
   */
  abstract boolean fillByRow(int region, int from, int end);

  /**
   * Gives the keys of the rows at these places, all those of a region, the ids from {@code from}
   * on, and leaves {@link #numbered} in place of what was dealt. What was filled before is
   * forgotten.
   *
   * @return how many keys there are, or −1 where there are too many
   */
  abstract int fillByKey(int region, int from, int end);

  /** As {@link RowsOfKeys#take} is told. */
  abstract MemorySegment numbered(int from, int end);

  /** The slots, all of them filled, which pass to the caller. */
  abstract WordSlots slots();

  @Override
  public abstract void close();
}
