package io.sabot.spill;

import io.sabot.batch.Batch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a {@link SpillFile}, one by one. */
public final class SpillReader implements AutoCloseable {
  private final SpillFile file;
  private final BlockReader blocks;

  SpillReader(SpillFile file, BufferAllocator allocator, long blocks) {
    this.file = file;
    this.blocks = new BlockReader(input(file), allocator, blocks, 0);
  }

  private static BlockInput input(SpillFile file) {
    return new BlockInput() {
      @Override
      public Schema schema() {
        return file.schema();
      }

      @Override
      public long bytes() {
        return file.bytes();
      }

      @Override
      public @Nullable FileChannel open() throws IOException {
        return file.input();
      }

      @Override
      public RuntimeException damaged(String what, @Nullable Throwable cause) {
        return file.space().unreadable(file.where(), what, cause);
      }

      @Override
      public RuntimeException interrupted() {
        return SpillSpace.interrupted(file.where());
      }
    };
  }

  /**
   * Bytes of the buffers of the next batch, for those who reserve before they read; 0 at the end.
   */
  public long nextBytes() {
    file.space().requireGoing(file.where());
    return blocks.nextBytes();
  }

  /**
   * The next batch, which passes to the caller; null at the end.
   *
   * @throws io.sabot.RunException with {@link io.sabot.ErrorCode#SPILL_FAILED} where the file is
   *     not as it was written
   */
  public @Nullable Batch next() {
    file.space().requireGoing(file.where());
    return blocks.next();
  }

  @Override
  public void close() {
    blocks.close();
  }
}
