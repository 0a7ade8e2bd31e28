package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.user.UserResult;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** Bytes written one after the other into a buffer of an allocator, which grows by doubling. */
final class GrowingBytes implements UserResult.Bytes, AutoCloseable {
  /** A sign and the digits of a 64-bit integer. */
  private static final int LONGEST_INTEGER = 20;

  private final BufferAllocator allocator;
  private ArrowBuf buffer;
  private MemorySegment bytes;
  private long size;
  private boolean taken;

  GrowingBytes(BufferAllocator allocator, long expected) {
    this.allocator = allocator;
    buffer = Memory.allocate(allocator, Math.max(8, expected));
    bytes = Memory.segment(buffer);
  }

  /** Bytes written so far. */
  @Override
  public long size() {
    return size;
  }

  /** What is written; {@code size} bytes of it are defined. */
  MemorySegment bytes() {
    return bytes;
  }

  @Override
  public void put(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    reserve(encoded.length);
    MemorySegment.copy(MemorySegment.ofArray(encoded), 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  /** Copies the bytes of a row. */
  void put(ByteRows rows, int row) {
    reserve(rows.length(row));
    size += rows.copy(row, bytes, size);
  }

  /** Writes the digits of an integer, from the last to the first. */
  void put(long value) {
    reserve(LONGEST_INTEGER);
    int length = length(value);
    long at = size + length;
    // The negative numbers reach further: all digits are taken from there.
    long rest = value < 0 ? value : -value;
    do {
      long quotient = rest / 10;
      bytes.set(Memory.BYTE, --at, (byte) ('0' + (quotient * 10 - rest)));
      rest = quotient;
    } while (rest != 0);
    if (value < 0) {
      bytes.set(Memory.BYTE, --at, (byte) '-');
    }
    size += length;
  }

  private static int length(long value) {
    int length = value < 0 ? 2 : 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      length++;
    }
    return length;
  }

  private void reserve(long more) {
    if (size + more <= bytes.byteSize()) {
      return;
    }
    ArrowBuf larger = Memory.allocate(allocator, Math.max(2 * bytes.byteSize(), size + more));
    MemorySegment.copy(bytes, 0, Memory.segment(larger), 0, size);
    buffer.getReferenceManager().release();
    buffer = larger;
    bytes = Memory.segment(larger);
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
