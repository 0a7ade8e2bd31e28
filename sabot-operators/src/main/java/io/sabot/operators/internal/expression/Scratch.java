package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Where results between the nodes of a step are born. A slice needs the same buffers as the one
 * before it, so that those are kept and given out again as soon as nobody else holds them.
 */
final class Scratch implements AutoCloseable {
  /** What is kept is of the size of slices; larger buffers are rare and made anew. */
  private static final long LARGEST = 1L << 18;

  private static final int SMALLEST_BITS = 6;
  private static final int CLASSES = 64 - Long.numberOfLeadingZeros(LARGEST) - SMALLEST_BITS;

  private final BufferAllocator allocator;
  private final List<List<ArrowBuf>> kept;

  private Scratch(BufferAllocator allocator, List<List<ArrowBuf>> kept) {
    this.allocator = allocator;
    this.kept = kept;
  }

  /** Every buffer is a new one. */
  static Scratch fresh(BufferAllocator allocator) {
    return new Scratch(allocator, List.of());
  }

  /** Buffers are given out again. */
  static Scratch reused(BufferAllocator allocator) {
    List<List<ArrowBuf>> kept = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      kept.add(new ArrayList<>());
    }
    return new Scratch(allocator, kept);
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** A buffer of at least so many bytes, not zeroed; a reference passes to the caller. */
  ArrowBuf allocate(long bytes) {
    if (kept.isEmpty() || bytes > LARGEST) {
      return Memory.allocate(allocator, bytes);
    }
    int size = sizeClass(bytes);
    List<ArrowBuf> buffers = kept.get(size);
    for (ArrowBuf buffer : buffers) {
      if (buffer.refCnt() == 1) {
        return Memory.share(buffer);
      }
    }
    ArrowBuf buffer = Memory.allocate(allocator, 1L << size + SMALLEST_BITS);
    buffers.add(buffer);
    return Memory.share(buffer);
  }

  private static int sizeClass(long bytes) {
    return Math.max(0, 64 - SMALLEST_BITS - Long.numberOfLeadingZeros(Math.max(1, bytes - 1)));
  }

  @Override
  public void close() {
    for (List<ArrowBuf> buffers : kept) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      buffers.clear();
    }
  }
}
