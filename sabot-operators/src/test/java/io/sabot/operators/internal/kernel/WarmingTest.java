package io.sabot.operators.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.batch.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels stay scalar for little work, and change to vectors for much. */
@Tag("contract")
class WarmingTest {
  private static final int ROWS = 1 << 12;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Says which form ran. */
  private static final class Named extends ByteKernelsOf {
    private final boolean answer;

    Named(boolean answer) {
      this.answer = answer;
    }

    @Override
    public boolean isAscii(MemorySegment values, long start, long end) {
      return answer;
    }
  }

  /** Whatever is not asked is done by the scalar form. */
  private abstract static class ByteKernelsOf implements ByteKernels {
    @Override
    public long pairs(MemorySegment values, long at, byte first, byte last, int distance) {
      return Kernels.scalar().bytes().pairs(values, at, first, last, distance);
    }

    @Override
    public void shift(
        MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position) {
      Kernels.scalar().bytes().shift(from, start, bytes, letter, to, position);
    }
  }

  @Test
  void aKernelChangesItsFormWhenItHasSeenEnough() {
    ByteKernels scalar = new Named(false);
    ByteKernels vector = new Named(true);
    WarmingByteKernels kernels = new WarmingByteKernels(scalar, () -> vector);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ROWS);
      long seen = 0;
      while (seen < Warming.WORTH_IT) {
        assertThat(kernels.isAscii(text, 0, ROWS)).isFalse();
        seen += ROWS;
      }
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!kernels.isAscii(text, 0, ROWS)) {
        assertThat(System.nanoTime()).as("a kernel that never changes its form").isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void anotherKernelOfTheFamilyStaysAsItIs() {
    ByteKernels scalar = Kernels.scalar().bytes();
    WarmingByteKernels kernels =
        new WarmingByteKernels(
            scalar,
            () -> {
              throw new IllegalStateException("nothing is worth it");
            });
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ROWS);
      text.set(Memory.BYTE, 5, (byte) 'b');
      for (long seen = 0; seen + ROWS < Warming.WORTH_IT; seen += ROWS) {
        kernels.shift(text, 0, ROWS, 'a', text, 0);
      }
      assertThat(text.get(Memory.BYTE, 5)).isIn((byte) 'b', (byte) 'B');
    }
  }

  @Test
  void everyKernelOfEveryFamilyCanBeWarmed() {
    KernelProvider vector = Kernels.vector();
    warmAll(new WarmingLongKernels(Kernels.scalar().longs(), vector::longs), vector.longs(), 12);
    warmAll(new WarmingIntKernels(Kernels.scalar().ints(), vector::ints), vector.ints(), 12);
    warmAll(
        new WarmingDoubleKernels(Kernels.scalar().doubles(), vector::doubles),
        vector.doubles(),
        15);
    warmAll(
        new WarmingFloatKernels(Kernels.scalar().floats(), vector::floats), vector.floats(), 15);
    warmAll(
        new WarmingDoubleOrderKernels(Kernels.scalar().doubleOrder(), vector::doubleOrder),
        vector.doubleOrder(),
        8);
    warmAll(
        new WarmingFloatOrderKernels(Kernels.scalar().floatOrder(), vector::floatOrder),
        vector.floatOrder(),
        8);
    warmAll(new WarmingBitKernels(Kernels.scalar().bits(), vector::bits), vector.bits(), 5);
    warmAll(new WarmingByteKernels(Kernels.scalar().bytes(), vector::bytes), vector.bytes(), 3);
  }

  private static <K> void warmAll(Warming<K> family, K vector, int kernels) {
    for (int kernel = 0; kernel < kernels; kernel++) {
      family.round(kernel, vector);
    }
    assertThat(family.kernels()).isEqualTo(kernels);
  }
}
