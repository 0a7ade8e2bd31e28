package io.sabot.operators.internal.aggregate;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * 64-bit words off the heap that never move: where more are needed a piece is added, of as much as
 * there is already, up to a mebibyte. Words have addresses, of which those of a piece start at a
 * multiple of {@link #MOST_WORDS}; 0 is the address of none.
 */
final class WordPieces implements AutoCloseable {
  private static final int WORD_BITS = 17;

  /** Words of a piece at most. */
  static final int MOST_WORDS = 1 << WORD_BITS;

  /** Words of the first piece, and of what is taken at a time at most. */
  static final int FEWEST_WORDS = 128;

  /** So many have addresses that are positive integers, as where the last one ends is. */
  private static final int MOST_PIECES = (1 << Integer.SIZE - 1 - WORD_BITS) - 1;

  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final List<ArrowBuf> buffers = new ArrayList<>();

  /** Those of {@link #buffers}, and more that are null. */
  private MemorySegment[] segments = new MemorySegment[1];

  private long bytes;

  /** The next free address, and where its piece ends. */
  private int next = 1;

  private int end = 1;

  /** Without any piece; the reservation stays with the caller. */
  WordPieces(BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    this.reservation = reservation;
  }

  /** Takes words that lie side by side and hold anything; gives the address of the first. */
  int take(int words) {
    if (end - next < words) {
      add();
    }
    int address = next;
    next += words;
    return address;
  }

  private void add() {
    // Powers of two, to which allocators round.
    long words = Math.clamp(Long.highestOneBit(bytes >> 3), FEWEST_WORDS, MOST_WORDS);
    checkPieces(1);
    reservation.grow(words << 3);
    ArrowBuf buffer;
    try {
      buffer = Memory.allocate(allocator, words << 3);
    } catch (Throwable failure) {
      reservation.shrink(words << 3);
      throw failure;
    }
    next = Math.max(1, buffers.size() << WORD_BITS);
    end = (buffers.size() << WORD_BITS) + (int) words;
    bytes += words << 3;
    add(buffer);
  }

  private void add(ArrowBuf buffer) {
    int at = buffers.size();
    segments = at < segments.length ? segments : Arrays.copyOf(segments, 2 * at);
    segments[at] = Memory.segment(buffer);
    buffers.add(buffer);
  }

  private void checkPieces(int more) {
    if (buffers.size() + more > MOST_PIECES) {
      throw Problem.at("GroupBy", ErrorCode.MEMORY_LIMIT)
          .rule("an aggregate keeps values in at most " + MOST_PIECES + " pieces of 1 MiB")
          .but("there are more")
          .cure("filter or sample the rows first, or aggregate parts of them")
          .memory();
    }
  }

  /**
   * Takes over all words of another, which has none then and whose reservation is of the same run.
   * Nothing is copied.
   *
   * @return what their addresses grow by
   */
  int takeAll(WordPieces other) {
    checkPieces(other.buffers.size());
    int more = buffers.size() << WORD_BITS;
    if (buffers.isEmpty()) {
      next = other.next;
      end = other.end;
    }
    other.reservation.pass(other.bytes, reservation);
    bytes += other.bytes;
    other.buffers.forEach(this::add);
    other.forget();
    return more;
  }

  private void forget() {
    buffers.clear();
    segments = new MemorySegment[1];
    bytes = 0;
    next = 1;
    end = 1;
  }

  /** The piece of an address; stays valid until all is closed. */
  MemorySegment segment(int address) {
    return segments[address >>> WORD_BITS];
  }

  /** Where an address lies in its piece, in bytes. */
  static long offset(int address) {
    return (address & MOST_WORDS - 1L) << 3;
  }

  long get(int address) {
    return segment(address).get(Memory.LONG, offset(address));
  }

  void set(int address, long word) {
    segment(address).set(Memory.LONG, offset(address), word);
  }

  @Override
  public void close() {
    buffers.forEach(buffer -> buffer.getReferenceManager().release());
    reservation.shrink(bytes);
    forget();
  }
}
