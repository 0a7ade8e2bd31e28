package io.sabot.operators.internal.join;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Which build rows had a pair: a byte per key, since rows of one key have their pairs together; or
 * per row, where a condition tells them apart. Any number of threads mark: each only ever writes 1.
 */
final class MatchedRows implements AutoCloseable {
  /** What has a byte. */
  enum Marks {
    /** Nothing: nobody asks. */
    NONE,
    /** A key. */
    KEYS,
    /** A row. */
    ROWS
  }

  private final Marks marks;
  private final GrowingBuffer flags;

  MatchedRows(Marks marks, BufferAllocator allocator, Reservation reservation) {
    this.marks = marks;
    this.flags = new GrowingBuffer(allocator, reservation);
  }

  /** Makes room for so many rows with so many keys. */
  void ensure(long rows, int keys) {
    switch (marks) {
      case NONE -> {}
      case KEYS -> flags.ensure(keys);
      case ROWS -> flags.ensure(rows);
    }
  }

  /** Marks keys by their ids, negative ones left out. */
  void markKeys(int[] ids, int count) {
    MemorySegment to = flags.segment();
    for (int i = 0; i < count; i++) {
      if (ids[i] >= 0) {
        mark(to, ids[i]);
      }
    }
  }

  /** Marks a row, of which the key may be null. */
  void mark(int row, int key) {
    int place = place(row, key);
    if (place >= 0) {
      mark(flags.segment(), place);
    }
  }

  /** What is marked is not written again. */
  private static void mark(MemorySegment to, long place) {
    if (to.get(Memory.BYTE, place) == 0) {
      to.set(Memory.BYTE, place, (byte) 1);
    }
  }

  /** Whether this row had a pair. */
  boolean contains(int row, int key) {
    int place = place(row, key);
    return place >= 0 && flags.segment().get(Memory.BYTE, place) != 0;
  }

  private int place(int row, int key) {
    return marks == Marks.ROWS ? row : key;
  }

  @Override
  public void close() {
    flags.close();
  }
}
