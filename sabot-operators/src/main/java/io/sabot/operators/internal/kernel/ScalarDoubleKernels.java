package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Plain loops: the reference that every other provider must equal bit by bit. */
final class ScalarDoubleKernels implements DoubleKernels {
  private static boolean same(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  private static boolean before(double a, double b) {
    return a < b || !Double.isNaN(a) && Double.isNaN(b);
  }

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ equalWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long equalWord(MemorySegment a, MemorySegment b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |=
          (same(a.get(Memory.DOUBLE, (long) row << 3), b.get(Memory.DOUBLE, (long) row << 3))
                  ? 1L
                  : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void equal(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ equalWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long equalWord(MemorySegment a, double b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (same(a.get(Memory.DOUBLE, (long) row << 3), b) ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessWord(MemorySegment a, MemorySegment b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |=
          (before(a.get(Memory.DOUBLE, (long) row << 3), b.get(Memory.DOUBLE, (long) row << 3))
                  ? 1L
                  : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void less(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessWord(MemorySegment a, double b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (before(a.get(Memory.DOUBLE, (long) row << 3), b) ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void greater(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ greaterWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long greaterWord(MemorySegment a, double b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (before(b, a.get(Memory.DOUBLE, (long) row << 3)) ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    plus(a, b, 0, length, to);
  }

  static void plus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.DOUBLE,
          (long) row << 3,
          a.get(Memory.DOUBLE, (long) row << 3) + b.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  @Override
  public void plus(MemorySegment a, double b, int length, MemorySegment to) {
    plus(a, b, 0, length, to);
  }

  static void plus(MemorySegment a, double b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a.get(Memory.DOUBLE, (long) row << 3) + b);
    }
  }

  @Override
  public void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.DOUBLE,
          (long) row << 3,
          a.get(Memory.DOUBLE, (long) row << 3) - b.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  @Override
  public void minus(MemorySegment a, double b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(MemorySegment a, double b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a.get(Memory.DOUBLE, (long) row << 3) - b);
    }
  }

  @Override
  public void minus(double a, MemorySegment b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(double a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a - b.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  @Override
  public void times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    times(a, b, 0, length, to);
  }

  static void times(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.DOUBLE,
          (long) row << 3,
          a.get(Memory.DOUBLE, (long) row << 3) * b.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  @Override
  public void times(MemorySegment a, double b, int length, MemorySegment to) {
    times(a, b, 0, length, to);
  }

  static void times(MemorySegment a, double b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a.get(Memory.DOUBLE, (long) row << 3) * b);
    }
  }

  @Override
  public void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.DOUBLE,
          (long) row << 3,
          a.get(Memory.DOUBLE, (long) row << 3) / b.get(Memory.DOUBLE, (long) row << 3));
    }
  }

  @Override
  public void divide(MemorySegment a, double b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(MemorySegment a, double b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a.get(Memory.DOUBLE, (long) row << 3) / b);
    }
  }

  @Override
  public void divide(double a, MemorySegment b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(double a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.DOUBLE, (long) row << 3, a / b.get(Memory.DOUBLE, (long) row << 3));
    }
  }
}
