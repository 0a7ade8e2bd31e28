package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Ids of keys of 96 bits, by the high bits of a hash that differs per run, as in {@link HashSlots}.
 * A slot is 16 bytes, and empty where its id is 0; a negative id marks a key of which these bits
 * are only a part:
 *
 * <pre>
 *  0        8        12              16
 *  | first  | second | id + 1, or −  |
 * </pre>
 */
final class PairSlots implements AutoCloseable {
  private static final int SMALLEST = 64;

  /** Keys whose slots the nearest cache holds. */
  private static final int NEAR_KEYS = 512;

  /** From so many slots on, most are in no near cache. */
  private static final int FAR_SLOTS = 1 << 19;

  /** What is done with a slot. */
  interface Visitor {
    void visit(long first, int second, int stored);
  }

  private final WordHash hash;
  private GrowingBuffer table;
  private int mask;
  private int shift;

  /** Of no meaning, but without it nothing would need to be read. */
  private int unusedBits;

  /** Empty slots; the buffer passes to it. */
  PairSlots(GrowingBuffer table, long seed) {
    this.table = table;
    this.hash = WordHash.of(seed, 1);
  }

  /** Whether there is room for so many keys in all: half of the slots stay empty. */
  boolean hasRoom(int keys) {
    return mask > 0 && keys <= (mask + 1) / 2;
  }

  /** Makes room for so many keys; the larger buffer passes to it. */
  void grow(int keys, GrowingBuffer larger) {
    int capacity = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, keys * 2 - 1)) << 1);
    try {
      larger.ensure((long) capacity << 4);
    } catch (Throwable failure) {
      larger.close();
      throw failure;
    }
    MemorySegment from = table.segment();
    long end = mask == 0 ? 0 : (mask + 1L) << 4;
    GrowingBuffer old = table;
    table = larger;
    mask = capacity - 1;
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
    for (long at = 0; at < end; at += 16) {
      int stored = from.get(Memory.INT, at + 12);
      if (stored != 0) {
        move(from.get(Memory.LONG, at), from.get(Memory.INT, at + 8), stored);
      }
    }
    old.close();
  }

  private void move(long first, int second, int stored) {
    MemorySegment slots = table.segment();
    long at = start(first, second);
    while (slots.get(Memory.INT, at + 12) != 0) {
      at = next(at);
    }
    put(at, first, second, stored);
  }

  /** Where the search for a key starts. */
  long start(long first, int second) {
    return hash.hash(first, second) >>> shift << 4;
  }

  /** The slot behind another one. */
  long next(long at) {
    return at + 16 & ((long) mask << 4 | 15);
  }

  long first(long at) {
    return table.segment().get(Memory.LONG, at);
  }

  int second(long at) {
    return table.segment().get(Memory.INT, at + 8);
  }

  int stored(long at) {
    return table.segment().get(Memory.INT, at + 12);
  }

  /** Where a whole key is, or the empty slot where it belongs. */
  long place(long first, int second) {
    MemorySegment slots = table.segment();
    long at = start(first, second);
    while (true) {
      int stored = slots.get(Memory.INT, at + 12);
      if (stored == 0
          || stored > 0
              && slots.get(Memory.LONG, at) == first
              && slots.get(Memory.INT, at + 8) == second) {
        return at;
      }
      at = next(at);
    }
  }

  void put(long at, long first, int second, int stored) {
    MemorySegment slots = table.segment();
    slots.set(Memory.LONG, at, first);
    slots.set(Memory.INT, at + 8, second);
    slots.set(Memory.INT, at + 12, stored);
  }

  /**
   * Sets {@code found[i]} for keys that lie whole in the first slot they could.
   *
   * @param others receives the numbers of the other keys
   * @return how many others there are
   */
  int findFirst(long[] firsts, int[] seconds, int count, int[] found, int[] others) {
    int rest = 0;
    for (int from = 0; from < count; from += NEAR_KEYS) {
      int end = Math.min(count, from + NEAR_KEYS);
      if (mask >= FAR_SLOTS) {
        fetch(firsts, seconds, from, end);
      }
      rest = findFirst(firsts, seconds, from, end, found, others, rest);
    }
    return rest;
  }

  /**
   * Reads the slots where the search for some keys starts, and does nothing else, so that many come
   * from far memory at a time.
   */
  private void fetch(long[] firsts, int[] seconds, int from, int end) {
    MemorySegment slots = table.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int bits = shift;
    int any = 0;
    for (int i = from; i < end; i++) {
      long at = WordHash.hash(firsts[i], seconds[i], seed, one, other) >>> bits << 4;
      any |= slots.get(Memory.INT, at + 12);
    }
    unusedBits = any;
  }

  private int findFirst(
      long[] firsts, int[] seconds, int from, int end, int[] found, int[] others, int before) {
    MemorySegment slots = table.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int bits = shift;
    int rest = before;
    for (int i = from; i < end; i++) {
      long at = WordHash.hash(firsts[i], seconds[i], seed, one, other) >>> bits << 4;
      int id = slots.get(Memory.INT, at + 12) - 1;
      long difference =
          slots.get(Memory.LONG, at) ^ firsts[i]
              | (slots.get(Memory.INT, at + 8) ^ seconds[i]) & 0xFFFFFFFFL;
      found[i] = id;
      others[rest] = i;
      rest += id >>> 31 | (int) ((difference | -difference) >>> 63);
    }
    return rest;
  }

  /** Shows each slot that is not empty. */
  void visit(Visitor visitor) {
    long end = mask == 0 ? 0 : (mask + 1L) << 4;
    for (long at = 0; at < end; at += 16) {
      if (stored(at) != 0) {
        visitor.visit(first(at), second(at), stored(at));
      }
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
