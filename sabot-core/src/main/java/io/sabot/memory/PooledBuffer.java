package io.sabot.memory;

import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.BufferAllocator;

/** Memory of one Arrow buffer, at least as long as was asked for, which goes back to its pool. */
final class PooledBuffer extends AllocationManager {
  private final long bytes;
  private final MemoryBlock block;

  PooledBuffer(BufferAllocator accounting, long bytes, MemoryBlock block) {
    super(accounting);
    this.bytes = bytes;
    this.block = block;
  }

  @Override
  public long getSize() {
    return bytes;
  }

  @Override
  protected long memoryAddress() {
    return block.address();
  }

  @Override
  protected void release0() {
    block.release().run();
  }
}
