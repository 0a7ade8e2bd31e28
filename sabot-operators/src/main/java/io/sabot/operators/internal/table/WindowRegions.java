package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Regions of a window, by the distance of a word from its start. A row that is dealt is one word:
 * its slot in the upper half, its number in the lower.
 */
final class WindowRegions extends Regions {
  /** Slots of a region at most: a megabyte. */
  private static final int MOST_BITS = 18;

  /** At least so many regions, as a power of two, where a window is not very small. */
  private static final int REGION_BITS = 5;

  private static final int FEWEST_BITS = 10;

  private final long base;
  private final long capacity;
  private final int bits;
  private final GrowingBuffer dealt;
  private final GrowingBuffer table;
  private boolean given;

  /** A window from {@code base} on; the empty buffers pass to this. */
  WindowRegions(long base, long capacity, GrowingBuffer dealt, GrowingBuffer table) {
    this.base = base;
    this.capacity = capacity;
    this.bits =
        Math.clamp(Long.numberOfTrailingZeros(capacity) - REGION_BITS, FEWEST_BITS, MOST_BITS);
    this.dealt = dealt;
    this.table = table;
  }

  @Override
  int size() {
    return (int) Math.max(1, capacity >>> bits);
  }

  @Override
  void count(long[] words, int count, int[] counts) {
    for (int i = 0; i < count; i++) {
      counts[(int) (words[i] - base >>> bits)]++;
    }
  }

  @Override
  void open(int rows, int keys) {
    dealt.allocate((long) rows << 3);
    table.allocate(capacity << 2);
  }

  @Override
  void deal(long[] words, int[] rows, int count, int[] next) {
    MemorySegment to = dealt.segment();
    for (int i = 0; i < count; i++) {
      long slot = words[i] - base;
      int place = next[(int) (slot >>> bits)]++;
      to.set(Memory.LONG, (long) place << 3, slot << 32 | rows[i]);
    }
  }

  private void clear(int region) {
    long slots = Math.min(capacity, 1L << bits);
    table.segment().asSlice(region * slots << 2, slots << 2).fill((byte) 0);
  }

  @Override
  boolean fillByRow(int region, int from, int end) {
    clear(region);
    MemorySegment slots = table.segment();
    MemorySegment rows = dealt.segment();
    int taken = 0;
    for (int i = from; i < end; i++) {
      long row = rows.get(Memory.LONG, (long) i << 3);
      long at = row >>> 32 << 2;
      taken |= slots.get(Memory.INT, at);
      slots.set(Memory.INT, at, (int) row + 1);
    }
    return taken == 0;
  }

  @Override
  int fillByKey(int region, int from, int end) {
    clear(region);
    MemorySegment slots = table.segment();
    MemorySegment rows = dealt.segment();
    int keys = 0;
    for (int i = from; i < end; i++) {
      long row = rows.get(Memory.LONG, (long) i << 3);
      long at = row >>> 32 << 2;
      int id = slots.get(Memory.INT, at) - 1;
      if (id < 0) {
        id = from + keys++;
        slots.set(Memory.INT, at, id + 1);
      }
      rows.set(Memory.LONG, (long) i << 3, (long) (id - from) << 32 | row & 0xFFFF_FFFFL);
    }
    return keys;
  }

  @Override
  MemorySegment numbered(int from, int end) {
    return dealt.segment().asSlice((long) from << 3, (long) (end - from) << 3);
  }

  @Override
  WordSlots slots() {
    given = true;
    return new DirectSlots(table, base, capacity);
  }

  @Override
  public void close() {
    dealt.close();
    if (!given) {
      table.close();
    }
  }
}
