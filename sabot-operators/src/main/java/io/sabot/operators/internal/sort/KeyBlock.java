package io.sabot.operators.internal.sort;

import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.EncodedChunk;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/**
 * The encoded keys of a batch, one behind the other.
 *
 * @param bytes the keys, and eight bytes to spare
 * @param starts where the key of each row starts, and the last ends
 */
@SuppressWarnings("ArrayRecordComponent")
record KeyBlock(ArrowBuf bytes, long[] starts) implements AutoCloseable {
  MemorySegment segment() {
    return Memory.segment(bytes);
  }

  /** The keys as they are sorted; valid until this is closed. */
  EncodedChunk encoded() {
    return EncodedChunk.of(segment(), starts);
  }

  /** Bytes that keys with these starts hold, off the heap and on it. */
  static long size(long[] starts) {
    return starts[starts.length - 1] + (1L + starts.length) * Long.BYTES;
  }

  @Override
  public void close() {
    bytes.close();
  }
}
