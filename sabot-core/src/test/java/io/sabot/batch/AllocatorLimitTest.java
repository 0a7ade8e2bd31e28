package io.sabot.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class AllocatorLimitTest {
  @Test
  void namesTheTightestLimit() {
    try (BufferAllocator root = new RootAllocator(100_000);
        BufferAllocator child = root.newChildAllocator("child", 0, 90_000_000);
        ArrowBuf held = root.buffer(65_536)) {
      assertThatThrownBy(() -> Memory.allocate(child, 60_000))
          .isInstanceOf(OutOfMemoryException.class)
          .hasMessage(
              "65536 bytes were asked for and %d of 100000 are allocated"
                  .formatted(held.capacity()));
    }
  }
}
