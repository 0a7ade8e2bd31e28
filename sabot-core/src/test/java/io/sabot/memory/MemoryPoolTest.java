package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class MemoryPoolTest {
  private static final long MIB = 1 << 20;
  private static final long FOREVER = 3_600_000;

  private final RootAllocator system = new RootAllocator(1024 * MIB);

  @AfterEach
  void theSystemHasItsMemoryBack() {
    system.close();
  }

  private static RootAllocator over(MemoryPool pool) {
    return new RootAllocator(RootAllocator.configBuilder().allocationManagerFactory(pool).build());
  }

  @Test
  void whatIsFreedIsUsedAgain() {
    MemoryPool pool = new MemoryPool(system, 256 * MIB, FOREVER);
    try (BufferAllocator allocator = over(pool)) {
      ArrowBuf block = allocator.buffer(MIB);
      ArrowBuf large = allocator.buffer(40 * MIB);
      assertThat(allocator.getAllocatedMemory()).isEqualTo(41 * MIB);
      long address = large.memoryAddress();
      block.close();
      large.close();
      assertThat(allocator.getAllocatedMemory()).isZero();
      assertThat(pool.idleBytes()).isEqualTo(BuddyChunk.BYTES + 40 * MIB);
      try (ArrowBuf again = allocator.buffer(36 * MIB)) {
        assertThat(again.memoryAddress()).isEqualTo(address);
        assertThat(again.capacity()).isEqualTo(36 * MIB);
        assertThat(pool.idleBytes()).isEqualTo(BuddyChunk.BYTES);
      }
      try (ArrowBuf muchShorter = allocator.buffer(20 * MIB)) {
        assertThat(muchShorter.memoryAddress()).isNotEqualTo(address);
      }
    }
    pool.release(0);
  }

  @Test
  void theRootGivesBackWhatNobodyUsesWhenItIsTold() {
    MemoryPool pool = (MemoryPool) RootMemory.pool();
    ArrowBuf used = RootMemory.root().buffer(40 * MIB);
    RootMemory.root().buffer(48 * MIB).close();
    assertThat(pool.idleBytes()).isGreaterThanOrEqualTo(48 * MIB);
    RootMemory.release();
    assertThat(pool.idleBytes()).isZero();
    used.setLong(0, 1);
    used.close();
  }

  @Test
  void noMoreIsKeptThanMayBe() {
    MemoryPool pool = new MemoryPool(system, 2 * BuddyChunk.BYTES, FOREVER);
    try (BufferAllocator allocator = over(pool)) {
      List<ArrowBuf> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        all.add(allocator.buffer(16 * MIB));
      }
      assertThat(system.getAllocatedMemory()).isEqualTo(6 * BuddyChunk.BYTES);
      all.forEach(ArrowBuf::close);
      assertThat(system.getAllocatedMemory()).isEqualTo(2 * BuddyChunk.BYTES);
    }
    pool.release(0);
  }

  @Test
  void whatNobodyWantsGoesBack() {
    MemoryPool pool = new MemoryPool(system, 256 * MIB, 1);
    try (BufferAllocator allocator = over(pool)) {
      allocator.buffer(MIB).close();
      allocator.buffer(40 * MIB).close();
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (system.getAllocatedMemory() > 0 && System.nanoTime() < deadline) {
        LockSupport.parkNanos(100_000);
      }
      assertThat(system.getAllocatedMemory()).isZero();
    }
  }

  @Test
  void idleMemoryGoesBackBeforeTheSystemRefuses() {
    RootAllocator little = new RootAllocator(2 * BuddyChunk.BYTES);
    MemoryPool pool = new MemoryPool(little, Long.MAX_VALUE, FOREVER);
    try (BufferAllocator allocator = over(pool)) {
      allocator.buffer(MIB).close();
      allocator.buffer(BuddyChunk.BYTES + MIB).close();
      assertThat(pool.idleBytes()).isPositive();
      allocator.buffer(BuddyChunk.BYTES).close();
      assertThatThrownBy(() -> allocator.buffer(3 * BuddyChunk.BYTES))
          .isInstanceOf(OutOfMemoryException.class);
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    pool.release(0);
    little.close();
  }

  @Test
  void blocksOfManyThreadsAreTheirOwn() {
    Seed.next().run(this::takeAndGiveByMany);
  }

  private void takeAndGiveByMany(SplittableRandom random) {
    MemoryPool pool = new MemoryPool(system, 128 * MIB, 1);
    try (BufferAllocator allocator = over(pool)) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        SplittableRandom own = random.split();
        threads.add(CompletableFuture.runAsync(() -> takeAndGive(allocator, own)));
      }
      threads.forEach(CompletableFuture::join);
      assertThat(allocator.getAllocatedMemory()).isZero();
    }
    pool.release(0);
  }

  /** Both ends of each block must hold what was written to them. */
  private static void takeAndGive(BufferAllocator allocator, SplittableRandom random) {
    List<ArrowBuf> held = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (held.size() > 20 || !held.isEmpty() && random.nextBoolean()) {
        ArrowBuf block = held.remove(random.nextInt(held.size()));
        assertThat(block.getLong(0)).isEqualTo(block.memoryAddress());
        assertThat(block.getLong(block.capacity() - 8)).isEqualTo(block.memoryAddress());
        block.close();
      } else {
        ArrowBuf block = allocator.buffer(8 + random.nextLong(1L << 4 + random.nextInt(18)));
        block.setLong(0, block.memoryAddress());
        block.setLong(block.capacity() - 8, block.memoryAddress());
        held.add(block);
      }
    }
    held.forEach(ArrowBuf::close);
  }
}
