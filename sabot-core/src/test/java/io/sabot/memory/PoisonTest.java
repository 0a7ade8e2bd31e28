package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sabot.testkit.Seed;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever writes to memory that is free is found when it is used again. */
class PoisonTest {
  private static final int OFFSET = 8192;
  private static final int BYTES = 150_000;

  @BeforeEach
  void onlyWhereMemoryIsChecked() {
    assumeTrue(Boolean.getBoolean("io.sabot.checked"));
  }

  @Test
  void eachByteThatChangedIsFound() {
    Seed.next()
        .run(random -> {
          try (RootAllocator allocator = new RootAllocator();
              ArrowBuf memory = allocator.buffer(OFFSET + BYTES + 1)) {
            MemoryBlock block = new MemoryBlock(memory, OFFSET, BYTES, () -> {});
            for (int at : new int[] {0, 65_535, 65_536, random.nextInt(BYTES), BYTES - 1}) {
              Poison.spread(memory);
              memory.setByte(OFFSET + at, random.nextInt(255));
              assertThatThrownBy(() -> Poison.check(block))
                  .hasMessage(
                      "freed memory must not be written, but byte %d of a block of %d bytes was",
                      at, BYTES);
            }
          }
        });
  }

  @Test
  void bytesAroundABlockAreNoneOfIt() {
    try (RootAllocator allocator = new RootAllocator();
        ArrowBuf memory = allocator.buffer(OFFSET + BYTES + 1)) {
      Poison.spread(memory);
      memory.setByte(OFFSET - 1, 0);
      memory.setByte(OFFSET + BYTES, 0);
      MemoryBlock block = new MemoryBlock(memory, OFFSET, BYTES, () -> {});
      assertThatCode(() -> Poison.check(block)).doesNotThrowAnyException();
    }
  }
}
