package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** Bytes of texts, scalar until warm. */
final class WarmingByteKernels extends Warming<ByteKernels> implements ByteKernels {
  private static final int PAIRS = 0;
  private static final int IS_ASCII = 1;
  private static final int SHIFT = 2;

  WarmingByteKernels(ByteKernels scalar, Supplier<ByteKernels> vector) {
    super(scalar, vector, 3);
  }

  @Override
  void round(int kernel, ByteKernels vector) {
    switch (kernel) {
      case PAIRS -> {
        for (long at = 0; at + 2 * BLOCK <= Scratch.LENGTH; at += BLOCK) {
          vector.pairs(Scratch.A, at, (byte) 1, (byte) 2, 3);
        }
      }
      case IS_ASCII -> vector.isAscii(Scratch.B, 0, Scratch.LENGTH);
      case SHIFT -> vector.shift(Scratch.A, 0, Scratch.LENGTH, 'a', Scratch.TO, 0);
      default -> throw new IllegalArgumentException("no kernel " + kernel);
    }
  }

  @Override
  public long pairs(MemorySegment values, long at, byte first, byte last, int distance) {
    return form(PAIRS, BLOCK).pairs(values, at, first, last, distance);
  }

  @Override
  public boolean isAscii(MemorySegment values, long start, long end) {
    return form(IS_ASCII, end - start).isAscii(values, start, end);
  }

  @Override
  public void shift(
      MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position) {
    form(SHIFT, bytes).shift(from, start, bytes, letter, to, position);
  }
}
