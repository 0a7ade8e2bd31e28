package io.sabot.operators.internal.table;

import io.sabot.batch.RowIds;

/**
 * Where the ids of 64-bit words are kept. The loops take a step of words at a time: a first pass
 * without branches, so that the processor waits for the slots of many words at once, then the words
 * that it did not settle.
 */
abstract sealed class WordSlots implements AutoCloseable permits DirectSlots, HashSlots {
  /** What is done with a word and its id. */
  interface Visitor {
    void visit(long word, int id);
  }

  /**
   * Sets {@code ids[base + i]} for words {@code start} to {@code end} that lie in the first slot
   * they could.
   *
   * @param others receives the places of the other words
   * @return how many others there are
   */
  abstract int findFirst(long[] words, int start, int end, int[] ids, int base, int[] others);

  /**
   * Sets the ids of others {@code done} to {@code end}, and gives the missing ones the next ids.
   * There is room for all of them.
   *
   * @param size the next id
   * @return the next id after that
   */
  abstract int insert(
      long[] words, int[] others, int done, int end, int[] ids, int base, int size, RowIds added);

  /**
   * Sets {@code ids[base + i]} for the first {@code end} words, −1 where one is missing.
   *
   * @param rest room for as many numbers
   */
  abstract void find(long[] words, int end, int[] ids, int base, int[] rest);

  /** Adds a word that is missing; there is room for it. */
  abstract void put(long word, int id);

  /** Shows each word. */
  abstract void visit(Visitor visitor);

  @Override
  public abstract void close();
}
