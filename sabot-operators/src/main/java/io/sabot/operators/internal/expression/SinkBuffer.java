package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.TextSink;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A sink into a buffer of an allocator, which grows by doubling. */
final class SinkBuffer extends TextSink implements AutoCloseable {
  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private boolean taken;

  private SinkBuffer(BufferAllocator allocator, ArrowBuf buffer) {
    super(Memory.segment(buffer));
    this.allocator = allocator;
    this.buffer = buffer;
  }

  static SinkBuffer of(BufferAllocator allocator, long expected) {
    return new SinkBuffer(allocator, Memory.allocate(allocator, expected + SLACK));
  }

  @Override
  protected MemorySegment grow(MemorySegment old, long size, long least) {
    ArrowBuf larger = Memory.allocate(allocator, Math.max(2 * old.byteSize(), least));
    MemorySegment.copy(old, 0, Memory.segment(larger), 0, size);
    buffer.getReferenceManager().release();
    buffer = larger;
    return Memory.segment(larger);
  }

  /** The buffer; passes to the caller. */
  ArrowBuf take() {
    taken = true;
    return buffer;
  }

  @Override
  public void close() {
    if (!taken) {
      buffer.getReferenceManager().release();
    }
  }
}
