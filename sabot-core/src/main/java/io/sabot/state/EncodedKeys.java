package io.sabot.state;

import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/**
 * One canonical key per row, back to back in one buffer, as {@link KeyEncoding} writes them.
 * Whoever asked for it closes it.
 */
public final class EncodedKeys implements AutoCloseable {
  private final ArrowBuf buffer;
  private final MemorySegment bytes;
  private final long[] offsets;
  private final int rows;

  /**
   * Takes the buffer over; key {@code i} lies from {@code offsets[i]} to {@code offsets[i + 1]}.
   */
  EncodedKeys(ArrowBuf buffer, long[] offsets, int rows) {
    this.buffer = buffer;
    this.bytes = Memory.segment(buffer);
    this.offsets = offsets;
    this.rows = rows;
  }

  /** All keys; valid until this is closed. */
  public MemorySegment bytes() {
    return bytes;
  }

  /** Where each key starts, and where the last one ends; not a copy. */
  public long[] offsets() {
    return offsets;
  }

  /** Keys. */
  public int rows() {
    return rows;
  }

  @Override
  public void close() {
    buffer.getReferenceManager().release();
  }
}
