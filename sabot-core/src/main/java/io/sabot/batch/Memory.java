package io.sabot.batch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * The one place where an Arrow buffer becomes a {@link MemorySegment}. A segment is exactly as long
 * as its buffer and every access through it is bounds-checked by the JDK, so a kernel that is wrong
 * about an index throws {@link IndexOutOfBoundsException} and cannot crash the JVM. A segment does
 * not keep its buffer alive: whoever asks for it holds the buffer.
 */
public final class Memory {
  /** Little-endian, unaligned: Arrow buffers are only byte-aligned once sliced. */
  public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /** As {@link #LONG}, 32 bits. */
  public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  /** As {@link #LONG}, 16 bits. */
  public static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  /** One byte. */
  public static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /** As {@link #LONG}, IEEE 754 binary64. */
  public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  /** As {@link #LONG}, IEEE 754 binary32. */
  public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  static {
    SegmentKinds.load();
  }

  private Memory() {}

  /** The bytes of a live buffer; a released one is refused, because its memory is gone. */
  public static MemorySegment segment(ArrowBuf buffer) {
    long capacity = buffer.capacity();
    if (capacity == 0) {
      return MemorySegment.NULL;
    }
    if (buffer.refCnt() <= 0) {
      throw new IllegalStateException("buffer was released: " + buffer);
    }
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(capacity);
  }

  /**
   * A new buffer of at least {@code bytes}, not zeroed; 0 bytes give the shared empty buffer. A
   * limit that refuses it is named with its numbers.
   */
  public static ArrowBuf allocate(BufferAllocator allocator, long bytes) {
    try {
      return bytes == 0 ? allocator.getEmpty() : allocator.buffer(bytes);
    } catch (OutOfMemoryException refused) {
      throw AllocatorLimit.named(refused, allocator, bytes);
    }
  }

  /** A new buffer of {@code bytes} zero bytes. */
  public static ArrowBuf allocateZeroed(BufferAllocator allocator, long bytes) {
    ArrowBuf buffer = allocate(allocator, bytes);
    segment(buffer).fill((byte) 0);
    return buffer;
  }

  /** Another reference to the same buffer. */
  public static ArrowBuf share(ArrowBuf buffer) {
    buffer.getReferenceManager().retain();
    return buffer;
  }

  /** A reference to part of a buffer. */
  public static ArrowBuf share(ArrowBuf buffer, long start, long bytes) {
    if (bytes == 0) {
      return buffer.getReferenceManager().getAllocator().getEmpty();
    }
    ArrowBuf part = buffer.slice(start, bytes);
    part.getReferenceManager().retain();
    return part;
  }
}
