package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** Java's comparisons of binary32, scalar until warm. */
final class WarmingFloatOrderKernels extends Warming<FloatOrderKernels>
    implements FloatOrderKernels {
  private static final int EQUAL = 0;
  private static final int EQUAL_CONSTANT = 1;
  private static final int LESS = 2;
  private static final int LESS_CONSTANT = 3;
  private static final int LESS_OR_EQUAL = 4;
  private static final int LESS_OR_EQUAL_CONSTANT = 5;
  private static final int GREATER_CONSTANT = 6;
  private static final int GREATER_OR_EQUAL_CONSTANT = 7;

  WarmingFloatOrderKernels(FloatOrderKernels scalar, Supplier<FloatOrderKernels> vector) {
    super(scalar, vector, 8);
  }

  @Override
  void round(int kernel, FloatOrderKernels vector) {
    switch (kernel) {
      case EQUAL -> vector.equal(Scratch.A, Scratch.B, Scratch.LENGTH, 0, Scratch.TO);
      case EQUAL_CONSTANT -> vector.equal(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case LESS -> vector.less(Scratch.A, Scratch.B, Scratch.LENGTH, 0, Scratch.TO);
      case LESS_CONSTANT -> vector.less(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case LESS_OR_EQUAL -> vector.lessOrEqual(Scratch.A, Scratch.B, Scratch.LENGTH, 0, Scratch.TO);
      case LESS_OR_EQUAL_CONSTANT ->
          vector.lessOrEqual(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case GREATER_CONSTANT -> vector.greater(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case GREATER_OR_EQUAL_CONSTANT ->
          vector.greaterOrEqual(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      default -> throw new IllegalArgumentException("no kernel " + kernel);
    }
  }

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    form(EQUAL, length).equal(a, b, length, invert, bits);
  }

  @Override
  public void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    form(EQUAL_CONSTANT, length).equal(a, b, length, invert, bits);
  }

  @Override
  public void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    form(LESS, length).less(a, b, length, invert, bits);
  }

  @Override
  public void less(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    form(LESS_CONSTANT, length).less(a, b, length, invert, bits);
  }

  @Override
  public void lessOrEqual(
      MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    form(LESS_OR_EQUAL, length).lessOrEqual(a, b, length, invert, bits);
  }

  @Override
  public void lessOrEqual(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    form(LESS_OR_EQUAL_CONSTANT, length).lessOrEqual(a, b, length, invert, bits);
  }

  @Override
  public void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    form(GREATER_CONSTANT, length).greater(a, b, length, invert, bits);
  }

  @Override
  public void greaterOrEqual(
      MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    form(GREATER_OR_EQUAL_CONSTANT, length).greaterOrEqual(a, b, length, invert, bits);
  }
}
