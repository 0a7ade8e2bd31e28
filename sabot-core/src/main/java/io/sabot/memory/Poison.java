package io.sabot.memory;

import org.apache.arrow.memory.ArrowBuf;

/**
 * With {@code -Dio.sabot.checked=true} all bits of memory that nobody uses are set, so that whoever
 * reads it finds nonsense, and whoever writes to it is found when it is used again.
 */
final class Poison {
  private static final boolean CHECKED = Boolean.getBoolean("io.sabot.checked");
  private static final long ALL = -1;

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
      long end = block.offset() + block.bytes() - Long.BYTES;
      for (long at = block.offset(); at <= end; at += Long.BYTES) {
        if (block.memory().getLong(at) != ALL) {
          throw new IllegalStateException(
              "freed memory must not be written, but byte %d of a block of %d bytes was"
                  .formatted(at - block.offset(), block.bytes()));
        }
      }
    }
  }
}
