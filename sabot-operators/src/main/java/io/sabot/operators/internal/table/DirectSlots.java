package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;

/**
 * Ids of words that lie in a window of numbers, side by side: the slot of a word is its distance
 * from the start of the window, and holds its id plus 1, or 0.
 */
final class DirectSlots extends WordSlots {
  private static final long SMALLEST = 1024;

  private final GrowingBuffer table;
  private final long base;
  private final long mask;

  /** An empty window from {@code base} on; the buffer passes to it, also on failure. */
  DirectSlots(GrowingBuffer table, long base, long capacity) {
    this.table = table;
    this.base = base;
    this.mask = capacity - 1;
    try {
      table.ensure(capacity << 2);
    } catch (Throwable failure) {
      table.close();
      throw failure;
    }
  }

  /** The slots that a window from {@code low} to {@code high} takes; negative: more than can be. */
  static long capacity(long low, long high) {
    long distance = high - low;
    if (distance < 0 || distance >= KeyTable.LIMIT) {
      return -1;
    }
    return Math.max(SMALLEST, Long.highestOneBit(distance) << 1);
  }

  boolean covers(long word) {
    return (word - base & ~mask) == 0;
  }

  @Override
  int findFirst(long[] words, int start, int end, int[] ids, int from, int[] others) {
    return hasAll(words, start, end, ids, from) ? 0 : missing(words, start, end, ids, from, others);
  }

  /** Sets the ids of words; false where one is missing and ids therefore mean nothing. */
  private boolean hasAll(long[] words, int start, int end, int[] ids, int from) {
    MemorySegment slots = table.segment();
    long within = mask;
    long first = base;
    long outside = 0;
    int signs = 0;
    for (int i = start; i < end; i++) {
      long distance = words[i] - first;
      int id = slots.get(Memory.INT, (distance & within) << 2) - 1;
      outside |= distance;
      signs |= id;
      ids[from + i] = id;
    }
    return signs >= 0 && (outside & ~within) == 0;
  }

  private int missing(long[] words, int start, int end, int[] ids, int from, int[] others) {
    MemorySegment slots = table.segment();
    long within = mask;
    long first = base;
    int count = 0;
    for (int i = start; i < end; i++) {
      long distance = words[i] - first;
      int id = slots.get(Memory.INT, (distance & within) << 2) - 1;
      long outside = distance & ~within;
      ids[from + i] = id;
      others[count] = i;
      count += id >>> 31 | (int) ((outside | -outside) >>> 63);
    }
    return count;
  }

  /** Nothing is left to look for after the first look. */
  @Override
  void find(long[] words, int end, int[] ids, int from, int[] rest) {
    MemorySegment slots = table.segment();
    long within = mask;
    long first = base;
    for (int i = 0; i < end; i++) {
      long distance = words[i] - first;
      long outside = distance & ~within;
      int id = slots.get(Memory.INT, (distance & within) << 2) - 1;
      ids[from + i] = id | (int) ((outside | -outside) >> 63);
    }
  }

  @Override
  int insert(
      long[] words, int[] others, int done, int end, int[] ids, int from, int size, RowIds added) {
    MemorySegment slots = table.segment();
    int next = size;
    long last = -1;
    int id = 0;
    for (int i = done; i < end; i++) {
      int place = others[i];
      long at = (words[place] - base & mask) << 2;
      // Of words in order the same one comes many times.
      if (at != last) {
        last = at;
        id = slots.get(Memory.INT, at);
        if (id == 0) {
          id = ++next;
          slots.set(Memory.INT, at, id);
          added.add(from + place);
        }
      }
      ids[from + place] = id - 1;
    }
    return next;
  }

  @Override
  void put(long word, int id) {
    table.segment().set(Memory.INT, (word - base & mask) << 2, id + 1);
  }

  @Override
  void visit(Visitor visitor) {
    MemorySegment slots = table.segment();
    for (long slot = 0; slot <= mask; slot++) {
      int id = slots.get(Memory.INT, slot << 2);
      if (id != 0) {
        visitor.visit(base + slot, id - 1);
      }
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
