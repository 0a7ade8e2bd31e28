package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
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
  private long unusedBits;

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
    long bytes = (long) groups * stride;
    check(bytes >>> 3, groups);
    buffer.ensure(bytes);
  }

  /** Refuses records of which the number of a word would be none. */
  static void check(long words, int groups) {
    if (words > Integer.MAX_VALUE) {
      throw Problem.at("GroupBy", ErrorCode.MEMORY_LIMIT)
          .rule("the state of all groups together has at most " + Integer.MAX_VALUE + " words")
          .but(groups + " groups have " + words)
          .cure("divide the input by a range of the key and run the parts one after the other")
          .memory();
    }
  }

  /** Bytes of all. */
  long bytes() {
    return buffer.segment().byteSize();
  }

  /**
   * Reads the records at these {@link #places}, of which many come from far memory at a time then.
   * Whoever adds to one after the other may have to wait for each.
   */
  void fetch(int[] places, int count) {
    unusedBits = any(buffer.segment(), places, count);
  }

  private static long any(MemorySegment from, int[] places, int count) {
    long any = 0;
    for (int i = 0; i < count; i++) {
      any |= from.get(Memory.LONG, (long) places[i] << 3);
    }
    return any;
  }

  /** Sets where the records of groups are, from {@code first} on, as the number of their words. */
  void places(int[] groups, int first, int count, int[] places) {
    int words = stride >>> 3;
    for (int i = 0; i < count; i++) {
      places[i] = groups[first + i] * words;
    }
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
