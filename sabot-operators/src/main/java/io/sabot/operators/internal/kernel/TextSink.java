package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Results, one behind the other. Kernels ask for room, write at {@link #size} and then {@link #end}
 * there; up to {@value #SLACK} bytes behind may be written to, too, and mean nothing.
 */
public abstract class TextSink {
  /** Room behind what was asked for. */
  public static final int SLACK = 64;

  private MemorySegment bytes;
  private long size;

  /** A sink over its first bytes. */
  protected TextSink(MemorySegment bytes) {
    this.bytes = bytes;
  }

  /** Larger memory that begins with the {@code size} bytes there are. */
  protected abstract MemorySegment grow(MemorySegment old, long size, long least);

  /** Memory with so many bytes of room behind {@link #size}. */
  final MemorySegment room(long more) {
    long least = size + more + SLACK;
    if (least > bytes.byteSize()) {
      bytes = grow(bytes, size, least);
    }
    return bytes;
  }

  /** Bytes written so far. */
  public final long size() {
    return size;
  }

  /** Says how far it is written. */
  final void end(long position) {
    size = position;
  }

  final void put(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    put(MemorySegment.ofArray(encoded), 0, encoded.length);
  }

  final void put(MemorySegment from, long start, long length) {
    MemorySegment to = room(length);
    MemorySegment.copy(from, start, to, size, length);
    size += length;
  }
}
