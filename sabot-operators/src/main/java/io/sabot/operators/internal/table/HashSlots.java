package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import java.lang.foreign.MemorySegment;

/**
 * Ids of any words, by the high bits of a hash that differs per run. Twice as many slots therefore
 * keep the words in the same order, and growing walks both tables from the start to the end. A slot
 * is 16 bytes, and empty where its id is 0:
 *
 * <pre>
 *  0        8         12       16
 *  | word   | id + 1  | unused |
 * </pre>
 */
final class HashSlots extends WordSlots {
  /** The fewest slots that there are. */
  static final int SMALLEST = 64;

  private final GrowingBuffer table;
  private final WordHash hash;
  private int mask;
  private int shift;

  /** The slots of a region: a word lies in that of its first slot, at whose end comes its start. */
  private int within;

  /** Empty slots; the buffer passes to it. */
  HashSlots(GrowingBuffer table, WordHash hash) {
    this.table = table;
    this.hash = hash;
  }

  private HashSlots(GrowingBuffer table, HashSlots other, int capacity) {
    this(table, other.hash);
    try {
      table.ensure((long) capacity << 4);
    } catch (Throwable failure) {
      table.close();
      throw failure;
    }
    divide(capacity, 1);
  }

  private void divide(int capacity, int regions) {
    mask = capacity - 1;
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
    within = capacity / regions - 1;
  }

  /**
   * Slots in regions, to be filled one by one, each by one thread, from its {@link #clear} on.
   *
   * @param capacity all slots, a power of two, as are {@code regions}
   */
  static HashSlots inRegions(GrowingBuffer table, WordHash hash, int capacity, int regions) {
    table.allocate((long) capacity << 4);
    HashSlots slots = new HashSlots(table, hash);
    slots.divide(capacity, regions);
    return slots;
  }

  /** Forgets what lies in a region. */
  void clear(int region) {
    long bytes = within + 1L << 4;
    table.segment().asSlice(region * bytes, bytes).fill((byte) 0);
  }

  /** Whether a region has room for so many keys: some slots stay empty, so that looking ends. */
  boolean regionHasRoom(int keys) {
    return keys <= within - (within >>> 3);
  }

  /** The id of a word, which is {@code id} where it is missing: it then lies there. */
  int putIfMissing(long word, int id) {
    MemorySegment slots = table.segment();
    long at = place(slots, word);
    int there = slots.get(Memory.INT, at + 8);
    if (there != 0) {
      return there - 1;
    }
    slots.set(Memory.LONG, at, word);
    slots.set(Memory.INT, at + 8, id + 1);
    return id;
  }

  /** Whether there is room for so many keys in all: half of the slots stay empty. */
  boolean hasRoom(int keys) {
    return keys <= (mask + 1) / 2;
  }

  /** Slots with room for so many keys and the words of these, which are closed. */
  HashSlots grown(int keys, GrowingBuffer larger) {
    int capacity = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, keys * 2 - 1)) << 1);
    HashSlots grown = new HashSlots(larger, this, capacity);
    grown.addAll(this);
    close();
    return grown;
  }

  private void addAll(HashSlots other) {
    if (other.mask == 0) {
      return;
    }
    MemorySegment from = other.table.segment();
    long end = (other.mask + 1L) << 4;
    for (long at = 0; at < end; at += 16) {
      int id = from.get(Memory.INT, at + 8);
      if (id != 0) {
        put(from.get(Memory.LONG, at), id - 1);
      }
    }
  }

  @Override
  int findFirst(long[] words, int start, int end, int[] ids, int base, int[] others) {
    MemorySegment slots = table.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int bits = shift;
    int count = 0;
    for (int i = start; i < end; i++) {
      long word = words[i];
      long at = WordHash.hash(word, seed, one, other) >>> bits << 4;
      int id = slots.get(Memory.INT, at + 8) - 1;
      long difference = slots.get(Memory.LONG, at) ^ word;
      ids[base + i] = id;
      others[count] = i;
      count += id >>> 31 | (int) ((difference | -difference) >>> 63);
    }
    return count;
  }

  @Override
  int insert(
      long[] words, int[] others, int done, int end, int[] ids, int base, int size, RowIds added) {
    MemorySegment slots = table.segment();
    int next = size;
    for (int i = done; i < end; i++) {
      int place = others[i];
      long word = words[place];
      long at = place(slots, word);
      int id = slots.get(Memory.INT, at + 8);
      if (id == 0) {
        id = ++next;
        slots.set(Memory.LONG, at, word);
        slots.set(Memory.INT, at + 8, id);
        added.add(base + place);
      }
      ids[base + place] = id - 1;
    }
    return next;
  }

  /** Where the slot of a word is, or the empty one where it belongs. */
  private long place(MemorySegment slots, long word) {
    long at = hash.hash(word) >>> shift << 4;
    long inside = (long) within << 4;
    long region = at & ~inside;
    while (slots.get(Memory.INT, at + 8) != 0 && slots.get(Memory.LONG, at) != word) {
      at = region | at + 16 & inside;
    }
    return at;
  }

  /** Slot by slot, all words together, without branches: an empty one settles a word, too. */
  @Override
  void find(long[] words, int end, int[] ids, int base, int[] rest) {
    int count = taken(words, end, ids, base, rest);
    for (int distance = 1; count > 0; distance++) {
      count = stillTaken(words, rest, count, distance, ids, base);
    }
  }

  /** The places of words whose first slot is another word's. */
  private int taken(long[] words, int end, int[] ids, int base, int[] others) {
    MemorySegment slots = table.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int bits = shift;
    int count = 0;
    for (int i = 0; i < end; i++) {
      long word = words[i];
      long at = WordHash.hash(word, seed, one, other) >>> bits << 4;
      int id = slots.get(Memory.INT, at + 8) - 1;
      long difference = slots.get(Memory.LONG, at) ^ word;
      ids[base + i] = id;
      others[count] = i;
      count += ~id >>> 31 & (int) ((difference | -difference) >>> 63);
    }
    return count;
  }

  /** Of these words those, too, whose slot at this distance from the first is another word's. */
  private int stillTaken(long[] words, int[] others, int end, int distance, int[] ids, int base) {
    MemorySegment slots = table.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int bits = shift;
    long inside = within;
    int count = 0;
    for (int i = 0; i < end; i++) {
      int place = others[i];
      long word = words[place];
      long first = WordHash.hash(word, seed, one, other) >>> bits;
      long at = (first & ~inside | first + distance & inside) << 4;
      int id = slots.get(Memory.INT, at + 8) - 1;
      long difference = slots.get(Memory.LONG, at) ^ word;
      ids[base + place] = id;
      others[count] = place;
      count += ~id >>> 31 & (int) ((difference | -difference) >>> 63);
    }
    return count;
  }

  @Override
  void put(long word, int id) {
    MemorySegment slots = table.segment();
    long at = place(slots, word);
    slots.set(Memory.LONG, at, word);
    slots.set(Memory.INT, at + 8, id + 1);
  }

  @Override
  void visit(Visitor visitor) {
    MemorySegment slots = table.segment();
    for (int slot = 0; slot <= mask && mask > 0; slot++) {
      long at = (long) slot << 4;
      int id = slots.get(Memory.INT, at + 8);
      if (id != 0) {
        visitor.visit(slots.get(Memory.LONG, at), id - 1);
      }
    }
  }

  @Override
  public void close() {
    table.close();
  }
}
