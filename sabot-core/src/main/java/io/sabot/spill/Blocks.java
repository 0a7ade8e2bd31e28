package io.sabot.spill;

import io.sabot.batch.Batch;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.memory.BufferAllocator;

/** Writes batches as blocks, for a {@link BlockReader}. */
public final class Blocks {
  private Blocks() {}

  /**
   * Writes the selected rows of a batch, at least one, dictionaries decoded; the batch stays with
   * the caller.
   *
   * @param number how many blocks were written before
   */
  public static void write(
      Batch rows, long number, BufferAllocator allocator, WritableByteChannel to)
      throws IOException {
    try (Batch flat = rows.share().flat(allocator);
        Block block = Block.of(flat, number, allocator)) {
      block.writeTo(to);
    }
  }
}
