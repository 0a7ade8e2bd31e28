package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Any number of 64-bit words for each group, off the heap. A group has blocks, each of twice as
 * many words as the one before, up to 64; words are written once and never move, so that memory
 * holds little more than them.
 *
 * <pre>
 * record of a group:  next free address | end of its block | address of its block | of its first
 *                                                                    │
 *                        ┌── distance to the block before ◄──────────┘ first word of a block; also
 *                        ▼                                    how many words of it are used, or, of
 *                     0 where there is none                   the last block, lie in those before
 * </pre>
 *
 * Distances stay what they are when all words of another come to lie behind those here.
 */
final class GroupedWords implements AutoCloseable {
  private static final int FEWEST = 2;
  private static final int MOST = 64;

  private static final int STRIDE_BITS = 4;
  private static final int END = 4;
  private static final int BLOCK = 8;
  private static final int FIRST = 12;

  private final GrowingBuffer records;
  private final WordPieces words;
  private int groups;

  GroupedWords(BufferAllocator allocator, Reservation reservation) {
    this.records = new GrowingBuffer(allocator, reservation);
    this.words = new WordPieces(allocator, reservation);
  }

  void resize(int count) {
    records.ensure((long) count << STRIDE_BITS);
    groups = count;
  }

  /** Takes a word per row, those of unset rows passed over. */
  void add(long[] values, long @Nullable [] valid, int[] groupIds, int rows) {
    MemorySegment all = records.segment();
    for (int i = 0; i < rows; i++) {
      if (valid == null || (valid[i >>> 6] >>> i & 1) != 0) {
        long group = (long) groupIds[i] << STRIDE_BITS;
        int next = all.get(Memory.INT, group);
        if (next == all.get(Memory.INT, group + END)) {
          next = open(all, group);
        }
        words.set(next, values[i]);
        all.set(Memory.INT, group, next + 1);
      }
    }
  }

  /** Begins a block for a group whose last one is full; gives its next free address. */
  private int open(MemorySegment all, long group) {
    int last = all.get(Memory.INT, group + BLOCK);
    int size = last == 0 ? FEWEST : all.get(Memory.INT, group + END) - last;
    size = last == 0 ? size : Math.min(MOST, 2 * size);
    int block = words.take(size);
    words.set(block, header(block, last, last == 0 ? 0 : close(all, group, last)));
    all.set(Memory.INT, group, block + 1);
    all.set(Memory.INT, group + END, block + size);
    all.set(Memory.INT, group + BLOCK, block);
    if (last == 0) {
      all.set(Memory.INT, group + FIRST, block);
    }
    return block + 1;
  }

  /** Notes how many words a block has that was the last; gives how many there are up to its end. */
  private int close(MemorySegment all, long group, int block) {
    int used = all.get(Memory.INT, group) - block - 1;
    int earlier = number(block);
    words.set(block, header(block, before(block), used));
    return earlier + used;
  }

  private static long header(int block, int before, int number) {
    int distance = before == 0 ? 0 : block - before;
    return distance & 0xFFFF_FFFFL | (long) number << Integer.SIZE;
  }

  private int before(int block) {
    int distance = (int) words.get(block);
    return distance == 0 ? 0 : block - distance;
  }

  /** Words of a block that are used or, of the last one of a group, that lie in those before. */
  private int number(int block) {
    return (int) (words.get(block) >>> Integer.SIZE);
  }

  /**
   * Takes over all words of another, which has none then. They stay where they are.
   *
   * @param groupIds the group here of each group there
   */
  void takeAll(GroupedWords other, int[] groupIds) {
    int more = words.takeAll(other.words);
    MemorySegment here = records.segment();
    MemorySegment there = other.records.segment();
    for (int i = 0; i < other.groups; i++) {
      long from = (long) i << STRIDE_BITS;
      if (there.get(Memory.INT, from + BLOCK) != 0) {
        move(there, from, more);
        takeGroup(there, from, here, (long) groupIds[i] << STRIDE_BITS);
      }
    }
    there.fill((byte) 0);
  }

  private static void move(MemorySegment there, long from, int more) {
    for (int field = 0; field < 1 << STRIDE_BITS; field += Integer.BYTES) {
      there.set(Memory.INT, from + field, there.get(Memory.INT, from + field) + more);
    }
  }

  /** Puts all blocks of a group before the last one here; without any here, they are as there. */
  private void takeGroup(MemorySegment there, long from, MemorySegment here, long to) {
    int block = here.get(Memory.INT, to + BLOCK);
    if (block == 0) {
      MemorySegment.copy(there, from, here, to, 1 << STRIDE_BITS);
      return;
    }
    int last = there.get(Memory.INT, from + BLOCK);
    int first = there.get(Memory.INT, from + FIRST);
    int more = close(there, from, last);
    int before = before(block);
    words.set(first, header(first, before, number(first)));
    words.set(block, header(block, last, number(block) + more));
    if (before == 0) {
      here.set(Memory.INT, to + FIRST, first);
    }
  }

  /** How many words a group has. */
  int count(int group) {
    MemorySegment all = records.segment();
    long at = (long) group << STRIDE_BITS;
    int block = all.get(Memory.INT, at + BLOCK);
    return block == 0 ? 0 : number(block) + all.get(Memory.INT, at) - block - 1;
  }

  /** What is done with words that lie side by side. */
  interface Taker {
    /**
     * Takes some.
     *
     * @param from the first byte of them in the segment
     */
    void take(MemorySegment segment, long from, int count);
  }

  /** Shows all words of a group, in any order. */
  void each(int group, Taker taker) {
    MemorySegment all = records.segment();
    long at = (long) group << STRIDE_BITS;
    int block = all.get(Memory.INT, at + BLOCK);
    int used = all.get(Memory.INT, at) - block - 1;
    while (block != 0) {
      taker.take(words.segment(block), WordPieces.offset(block + 1), used);
      block = before(block);
      used = block == 0 ? 0 : number(block);
    }
  }

  @Override
  public void close() {
    records.close();
    words.close();
  }
}
