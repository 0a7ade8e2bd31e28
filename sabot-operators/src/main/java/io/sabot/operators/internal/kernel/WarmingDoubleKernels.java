package io.sabot.operators.internal.kernel;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/** Binary64, scalar until warm. */
final class WarmingDoubleKernels extends Warming<DoubleKernels> implements DoubleKernels {
  private static final int EQUAL = 0;
  private static final int EQUAL_CONSTANT = 1;
  private static final int LESS = 2;
  private static final int LESS_CONSTANT = 3;
  private static final int GREATER_CONSTANT = 4;
  private static final int PLUS = 5;
  private static final int PLUS_CONSTANT = 6;
  private static final int MINUS = 7;
  private static final int MINUS_CONSTANT = 8;
  private static final int CONSTANT_MINUS = 9;
  private static final int TIMES = 10;
  private static final int TIMES_CONSTANT = 11;
  private static final int DIVIDE = 12;
  private static final int DIVIDE_CONSTANT = 13;
  private static final int CONSTANT_DIVIDE = 14;

  WarmingDoubleKernels(DoubleKernels scalar, Supplier<DoubleKernels> vector) {
    super(scalar, vector, 15);
  }

  @Override
  void round(int kernel, DoubleKernels vector) {
    switch (kernel) {
      case EQUAL -> vector.equal(Scratch.A, Scratch.B, Scratch.LENGTH, 0, Scratch.TO);
      case EQUAL_CONSTANT -> vector.equal(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case LESS -> vector.less(Scratch.A, Scratch.B, Scratch.LENGTH, 0, Scratch.TO);
      case LESS_CONSTANT -> vector.less(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case GREATER_CONSTANT -> vector.greater(Scratch.A, 1, Scratch.LENGTH, 0, Scratch.TO);
      case PLUS -> vector.plus(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case PLUS_CONSTANT -> vector.plus(Scratch.A, 1, Scratch.LENGTH, Scratch.TO);
      case MINUS -> vector.minus(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case MINUS_CONSTANT -> vector.minus(Scratch.A, 1, Scratch.LENGTH, Scratch.TO);
      case CONSTANT_MINUS -> vector.minus(1, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case TIMES -> vector.times(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case TIMES_CONSTANT -> vector.times(Scratch.A, 1, Scratch.LENGTH, Scratch.TO);
      case DIVIDE -> vector.divide(Scratch.A, Scratch.B, Scratch.LENGTH, Scratch.TO);
      case DIVIDE_CONSTANT -> vector.divide(Scratch.A, 1, Scratch.LENGTH, Scratch.TO);
      case CONSTANT_DIVIDE -> vector.divide(1, Scratch.B, Scratch.LENGTH, Scratch.TO);
      default -> throw new IllegalArgumentException("no kernel " + kernel);
    }
  }

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    form(EQUAL, length).equal(a, b, length, invert, bits);
  }

  @Override
  public void equal(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    form(EQUAL_CONSTANT, length).equal(a, b, length, invert, bits);
  }

  @Override
  public void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    form(LESS, length).less(a, b, length, invert, bits);
  }

  @Override
  public void less(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    form(LESS_CONSTANT, length).less(a, b, length, invert, bits);
  }

  @Override
  public void greater(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    form(GREATER_CONSTANT, length).greater(a, b, length, invert, bits);
  }

  @Override
  public void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(PLUS, length).plus(a, b, length, to);
  }

  @Override
  public void plus(MemorySegment a, double b, int length, MemorySegment to) {
    form(PLUS_CONSTANT, length).plus(a, b, length, to);
  }

  @Override
  public void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(MINUS, length).minus(a, b, length, to);
  }

  @Override
  public void minus(MemorySegment a, double b, int length, MemorySegment to) {
    form(MINUS_CONSTANT, length).minus(a, b, length, to);
  }

  @Override
  public void minus(double a, MemorySegment b, int length, MemorySegment to) {
    form(CONSTANT_MINUS, length).minus(a, b, length, to);
  }

  @Override
  public void times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(TIMES, length).times(a, b, length, to);
  }

  @Override
  public void times(MemorySegment a, double b, int length, MemorySegment to) {
    form(TIMES_CONSTANT, length).times(a, b, length, to);
  }

  @Override
  public void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    form(DIVIDE, length).divide(a, b, length, to);
  }

  @Override
  public void divide(MemorySegment a, double b, int length, MemorySegment to) {
    form(DIVIDE_CONSTANT, length).divide(a, b, length, to);
  }

  @Override
  public void divide(double a, MemorySegment b, int length, MemorySegment to) {
    form(CONSTANT_DIVIDE, length).divide(a, b, length, to);
  }
}
