package io.sabot.operators.internal.table;

import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Off-heap memory that grows by doubling, reserved before it is taken; new bytes are zero. */
public final class GrowingBuffer implements AutoCloseable {
  private static final long SMALLEST = 1024;

  private final BufferAllocator allocator;
  private final Reservation reservation;
  private ArrowBuf buffer;
  private MemorySegment segment = MemorySegment.NULL;
  private long capacity;

  /** An empty buffer; the reservation stays with the caller. */
  public GrowingBuffer(BufferAllocator allocator, Reservation reservation) {
    this.allocator = allocator;
    this.reservation = reservation;
    this.buffer = allocator.getEmpty();
  }

  /** The memory; valid until the next {@link #ensure} or {@link #close}. */
  public MemorySegment segment() {
    return segment;
  }

  /** Makes room for {@code bytes} in all. */
  public void ensure(long bytes) {
    if (bytes > capacity) {
      resize(Math.max(SMALLEST, Long.highestOneBit(bytes - 1) << 1));
    }
  }

  private void resize(long bytes) {
    ArrowBuf larger = reserved(bytes);
    MemorySegment to = Memory.segment(larger);
    MemorySegment.copy(segment, 0, to, 0, capacity);
    to.asSlice(capacity).fill((byte) 0);
    become(larger, to, bytes);
  }

  /**
   * Takes exactly so many bytes in place of what there is. They hold anything: where threads fill
   * parts of them, each is to touch its own first.
   */
  public void allocate(long bytes) {
    ArrowBuf fresh = reserved(bytes);
    become(fresh, Memory.segment(fresh), bytes);
  }

  private ArrowBuf reserved(long bytes) {
    reservation.grow(bytes);
    try {
      return Memory.allocate(allocator, bytes);
    } catch (Throwable failure) {
      reservation.shrink(bytes);
      throw failure;
    }
  }

  private void become(ArrowBuf next, MemorySegment memory, long bytes) {
    buffer.getReferenceManager().release();
    reservation.shrink(capacity);
    buffer = next;
    segment = memory;
    capacity = bytes;
  }

  /** Frees the memory and gives its reservation back. Closing twice does nothing. */
  @Override
  public void close() {
    buffer.getReferenceManager().release();
    reservation.shrink(capacity);
    buffer = allocator.getEmpty();
    segment = MemorySegment.NULL;
    capacity = 0;
  }
}
