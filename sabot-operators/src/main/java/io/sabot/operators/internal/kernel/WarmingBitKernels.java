package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** Bitmaps, scalar until warm. */
final class WarmingBitKernels extends Warming<BitKernels> implements BitKernels {
  private static final int AND = 0;
  private static final int AND_NOT = 1;
  private static final int OR = 2;
  private static final int NOT = 3;
  private static final int INDICES = 4;

  WarmingBitKernels(BitKernels scalar, Supplier<BitKernels> vector) {
    super(scalar, vector, 5);
  }

  @Override
  void round(int kernel, BitKernels vector) {
    switch (kernel) {
      case AND -> vector.and(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case AND_NOT -> vector.andNot(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case OR -> vector.or(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case NOT -> vector.not(Scratch.A, Scratch.LENGTH, Scratch.TO);
      case INDICES -> vector.indices(Scratch.WORDS, Scratch.ROWS);
      default -> throw new IllegalArgumentException("no kernel " + kernel);
    }
  }

  @Override
  public void and(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(AND, length).and(a, b, length, to);
  }

  @Override
  public void andNot(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(AND_NOT, length).andNot(a, b, length, to);
  }

  @Override
  public void or(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(OR, length).or(a, b, length, to);
  }

  @Override
  public void not(MemorySegment a, int length, MemorySegment to) {
    form(NOT, length).not(a, length, to);
  }

  @Override
  public int indices(long[] words, int[] rows) {
    return form(INDICES, words.length << 6).indices(words, rows);
  }
}
