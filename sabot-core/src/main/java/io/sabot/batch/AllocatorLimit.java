package io.sabot.batch;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/** Says in numbers which limit refused a buffer. */
final class AllocatorLimit {
  private AllocatorLimit() {}

  /** The refusal with what was asked for, what is held and the limit; others as they are. */
  static OutOfMemoryException named(
      OutOfMemoryException refused, BufferAllocator allocator, long bytes) {
    long asked = allocator.getRoundingPolicy().getRoundedSize(bytes);
    BufferAllocator tightest = tightest(allocator);
    if (room(tightest) >= asked) {
      return refused;
    }
    return new OutOfMemoryException(
        "%d bytes were asked for and %d of %d are allocated"
            .formatted(asked, tightest.getAllocatedMemory(), tightest.getLimit()),
        refused);
  }

  /** An allocator takes from those above it, so that any of their limits may refuse. */
  private static BufferAllocator tightest(BufferAllocator allocator) {
    BufferAllocator tightest = allocator;
    BufferAllocator above = allocator.getParentAllocator();
    while (above != null) {
      tightest = room(above) < room(tightest) ? above : tightest;
      above = above.getParentAllocator();
    }
    return tightest;
  }

  private static long room(BufferAllocator allocator) {
    return allocator.getLimit() - allocator.getAllocatedMemory();
  }
}
