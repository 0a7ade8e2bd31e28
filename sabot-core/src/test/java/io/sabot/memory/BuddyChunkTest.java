package io.sabot.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.ArrowBuf;
import org.junit.jupiter.api.Test;

class BuddyChunkTest {
  private static final int LEAF = 8192;
  private static final int WHOLE = BuddyChunk.orderFor(BuddyChunk.BYTES);

  @Test
  void ordersHaveRoom() {
    assertThat(BuddyChunk.orderFor(1)).isZero();
    assertThat(BuddyChunk.orderFor(LEAF)).isZero();
    assertThat(BuddyChunk.orderFor(LEAF + 1)).isEqualTo(1);
    assertThat(BuddyChunk.orderFor(4 * LEAF)).isEqualTo(2);
    assertThat(BuddyChunk.orderFor(BuddyChunk.BYTES / 2 + 1)).isEqualTo(WHOLE);
  }

  @Test
  void halvesComeTogetherAgain() {
    try (TestAllocator allocator = new TestAllocator();
        ArrowBuf memory = allocator.buffer(BuddyChunk.BYTES)) {
      BuddyChunk chunk = new BuddyChunk(memory, 0);
      int leaf = chunk.take(0);
      assertThat(chunk.has(WHOLE)).isFalse();
      assertThat(chunk.has(WHOLE - 1)).isTrue();
      chunk.give(leaf);
      assertThat(chunk.isFree()).isTrue();
      assertThatThrownBy(() -> chunk.give(leaf)).hasMessageContaining("must be taken");
      int all = chunk.take(WHOLE);
      assertThat(chunk.has(0)).isFalse();
      assertThat(chunk.bytes(all)).isEqualTo(BuddyChunk.BYTES);
    }
  }

  @Test
  void blocksNeverMeet() {
    Seed.next().run(BuddyChunkTest::takeAndGive);
  }

  private static void takeAndGive(SplittableRandom random) {
    try (TestAllocator allocator = new TestAllocator();
        ArrowBuf memory = allocator.buffer(BuddyChunk.BYTES)) {
      BuddyChunk chunk = new BuddyChunk(memory, 0);
      BitSet taken = new BitSet();
      List<Integer> nodes = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        int order = Math.min(random.nextInt(WHOLE + 1), random.nextInt(WHOLE + 1));
        if (random.nextInt(3) > 0 && chunk.has(order)) {
          int node = chunk.take(order);
          int first = (int) (chunk.offset(node) / LEAF);
          assertThat(taken.get(first, first + (1 << order)).isEmpty()).isTrue();
          taken.set(first, first + (1 << order));
          nodes.add(node);
        } else if (!nodes.isEmpty()) {
          int node = nodes.remove(random.nextInt(nodes.size()));
          int first = (int) (chunk.offset(node) / LEAF);
          taken.clear(first, first + (int) (chunk.bytes(node) / LEAF));
          chunk.give(node);
        }
      }
      nodes.forEach(chunk::give);
      assertThat(chunk.isFree()).isTrue();
    }
  }
}
