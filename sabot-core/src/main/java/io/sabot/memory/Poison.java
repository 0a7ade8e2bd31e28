package io.sabot.memory;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/**
 * With {@code -Dio.sabot.checked=true} all bits of memory that nobody uses are set, so that whoever
 * reads it finds nonsense, and whoever writes to it is found when it is used again.
 */
final class Poison {
  private static final boolean CHECKED = Boolean.getBoolean("io.sabot.checked");
  private static final MemorySegment SPREAD = spread(1 << 16);

  private Poison() {}

  static ArrowBuf spread(ArrowBuf memory) {
    spread(memory, 0, memory.capacity());
    return memory;
  }

  static void spread(ArrowBuf memory, long offset, long bytes) {
    if (CHECKED) {
      memory.setOne(offset, bytes);
    }
  }

  /** Fails where memory that nobody used has changed. */
  static void check(MemoryBlock block) {
    if (CHECKED) {
      MemorySegment memory = MemorySegment.ofAddress(block.address()).reinterpret(block.bytes());
      for (long at = 0; at < block.bytes(); at += SPREAD.byteSize()) {
        long bytes = Math.min(SPREAD.byteSize(), block.bytes() - at);
        long changed = memory.asSlice(at, bytes).mismatch(SPREAD.asSlice(0, bytes));
        if (changed >= 0) {
          throw new IllegalStateException(
              "freed memory must not be written, but byte %d of a block of %d bytes was"
                  .formatted(at + changed, block.bytes()));
        }
      }
    }
  }

  /** So much of what nobody uses. */
  private static MemorySegment spread(int bytes) {
    return MemorySegment.ofArray(new byte[bytes]).fill((byte) -1).asReadOnly();
  }
}
