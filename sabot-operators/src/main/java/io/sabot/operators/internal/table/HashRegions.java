package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Regions of slots for hashes, by the highest bits of the hash: as many slots behind each other as
 * have the same. A word that finds no slot up to the end of its region goes on at its start. A row
 * that is dealt is its word, and its number apart.
 */
final class HashRegions extends Regions {
  /** Rows of a region, about. */
  private static final int ROWS = 1 << 15;

  private static final int FEWEST = 32;
  private static final int MOST = 512;

  /** Slots for each key that is expected, at least, so that no region is more than half full. */
  private static final double SLOTS_PER_KEY = 2.2;

  private final WordHash hash;
  private final int bits;
  private final GrowingBuffer dealtWords;
  private final GrowingBuffer dealtRows;
  private final GrowingBuffer table;
  private HashSlots slots;
  private boolean given;

  /** Of about so many rows; the empty buffers pass to this. */
  HashRegions(
      WordHash hash, int rows, GrowingBuffer words, GrowingBuffer numbers, GrowingBuffer table) {
    this.hash = hash;
    int regions = Math.clamp(Integer.highestOneBit(rows / ROWS + 1), FEWEST, MOST);
    this.bits = Integer.numberOfTrailingZeros(regions);
    this.dealtWords = words;
    this.dealtRows = numbers;
    this.table = table;
    this.slots = new HashSlots(table, hash);
  }

  @Override
  int size() {
    return 1 << bits;
  }

  @Override
  void count(long[] words, int count, int[] counts) {
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int shift = Long.SIZE - bits;
    for (int i = 0; i < count; i++) {
      counts[(int) (WordHash.hash(words[i], seed, one, other) >>> shift)]++;
    }
  }

  @Override
  void open(int rows, int keys) {
    dealtWords.allocate((long) rows << 3);
    dealtRows.allocate((long) rows << 2);
    long wanted = Math.max((long) (SLOTS_PER_KEY * keys), (long) HashSlots.SMALLEST << bits);
    slots =
        HashSlots.inRegions(table, hash, (int) (Long.highestOneBit(wanted - 1) << 1), 1 << bits);
  }

  @Override
  void deal(long[] words, int[] rows, int count, int[] next) {
    MemorySegment toWords = dealtWords.segment();
    MemorySegment toRows = dealtRows.segment();
    long seed = hash.seed();
    long one = hash.one();
    long other = hash.other();
    int shift = Long.SIZE - bits;
    for (int i = 0; i < count; i++) {
      long word = words[i];
      int place = next[(int) (WordHash.hash(word, seed, one, other) >>> shift)]++;
      toWords.set(Memory.LONG, (long) place << 3, word);
      toRows.set(Memory.INT, (long) place << 2, rows[i]);
    }
  }

  @Override
  boolean fillByRow(int region, int from, int end) {
    MemorySegment words = dealtWords.segment();
    MemorySegment rows = dealtRows.segment();
    slots.clear(region);
    if (!slots.regionHasRoom(end - from)) {
      return false;
    }
    for (int i = from; i < end; i++) {
      long word = words.get(Memory.LONG, (long) i << 3);
      int row = rows.get(Memory.INT, (long) i << 2);
      if (slots.putIfMissing(word, row) != row) {
        return false;
      }
    }
    return true;
  }

  @Override
  int fillByKey(int region, int from, int end) {
    MemorySegment words = dealtWords.segment();
    MemorySegment rows = dealtRows.segment();
    slots.clear(region);
    int next = from;
    for (int i = from; i < end; i++) {
      long word = words.get(Memory.LONG, (long) i << 3);
      long row = rows.get(Memory.INT, (long) i << 2);
      int id = slots.putIfMissing(word, next);
      if (id == next && !slots.regionHasRoom(++next - from)) {
        return -1;
      }
      words.set(Memory.LONG, (long) i << 3, (long) (id - from) << 32 | row);
    }
    return next - from;
  }

  @Override
  MemorySegment numbered(int from, int end) {
    return dealtWords.segment().asSlice((long) from << 3, (long) (end - from) << 3);
  }

  @Override
  WordSlots slots() {
    given = true;
    return slots;
  }

  @Override
  public void close() {
    dealtWords.close();
    dealtRows.close();
    if (!given) {
      table.close();
    }
  }
}
