package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The state of fixed width of all aggregates of a run. What belongs to a group lies side by side:
 * of very many groups, a row then has to fetch one place from far memory, however many aggregates
 * there are.
 */
public final class GroupRecords implements AutoCloseable {
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final GrowingBuffer buffer;
  private int stride;
  private boolean sized;

  /** Of no meaning, but without it nothing would need to be read. */
  private long fetched;

  /** Records without words; the reservation stays with the caller. */
  public GroupRecords(BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    this.reservation = reservation;
    this.buffer = new GrowingBuffer(allocator, reservation);
  }

  /** Empty ones of the same memory, for words that only some runs need; the caller closes them. */
  GroupRecords apart() {
    return new GroupRecords(allocator, reservation);
  }

  /** Gives each record more words, before there is any record. */
  LongRecords add(String... words) {
    if (sized) {
      throw new IllegalStateException("words are added before there are records");
    }
    int offset = stride;
    stride += words.length << 3;
    return new LongRecords(this, offset, words);
  }

  /** Makes room for this many groups, before the aggregates do; all words of new ones are 0. */
  public void resize(int groups) {
    sized = true;
    buffer.ensure((long) groups * stride);
  }

  /** Bytes of all. */
  long bytes() {
    return buffer.segment().byteSize();
  }

  /**
   * Reads the records of rows, of which many come from far memory at a time then. Whoever adds to
   * one after the other may have to wait for each.
   */
  void fetch(int[] groups, int from, int to) {
    fetched = any(buffer.segment(), stride, groups, from, to);
  }

  private static long any(MemorySegment from, long stride, int[] groups, int first, int end) {
    long any = 0;
    for (int i = first; i < end; i++) {
      any |= from.get(Memory.LONG, groups[i] * stride);
    }
    return any;
  }

  /** Bytes of a record. */
  int stride() {
    return stride;
  }

  /** All records; valid until the next {@link #resize}. */
  MemorySegment segment() {
    return buffer.segment();
  }

  BufferAllocator allocator() {
    return allocator;
  }

  Reservation reservation() {
    return reservation;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
