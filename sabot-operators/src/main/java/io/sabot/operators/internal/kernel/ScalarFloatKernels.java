package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Plain loops: the reference that every other provider must equal bit by bit. */
final class ScalarFloatKernels implements FloatKernels {
  private static boolean same(float a, float b) {
    return a == b || Float.isNaN(a) && Float.isNaN(b);
  }

  private static boolean before(float a, float b) {
    return a < b || !Float.isNaN(a) && Float.isNaN(b);
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
          (same(a.get(Memory.FLOAT, (long) row << 2), b.get(Memory.FLOAT, (long) row << 2))
                  ? 1L
                  : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ equalWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long equalWord(MemorySegment a, float b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (same(a.get(Memory.FLOAT, (long) row << 2), b) ? 1L : 0L) << row;
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
          (before(a.get(Memory.FLOAT, (long) row << 2), b.get(Memory.FLOAT, (long) row << 2))
                  ? 1L
                  : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void less(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessWord(MemorySegment a, float b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (before(a.get(Memory.FLOAT, (long) row << 2), b) ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ greaterWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long greaterWord(MemorySegment a, float b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (before(b, a.get(Memory.FLOAT, (long) row << 2)) ? 1L : 0L) << row;
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
          Memory.FLOAT,
          (long) row << 2,
          a.get(Memory.FLOAT, (long) row << 2) + b.get(Memory.FLOAT, (long) row << 2));
    }
  }

  @Override
  public void plus(MemorySegment a, float b, int length, MemorySegment to) {
    plus(a, b, 0, length, to);
  }

  static void plus(MemorySegment a, float b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a.get(Memory.FLOAT, (long) row << 2) + b);
    }
  }

  @Override
  public void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.FLOAT,
          (long) row << 2,
          a.get(Memory.FLOAT, (long) row << 2) - b.get(Memory.FLOAT, (long) row << 2));
    }
  }

  @Override
  public void minus(MemorySegment a, float b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(MemorySegment a, float b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a.get(Memory.FLOAT, (long) row << 2) - b);
    }
  }

  @Override
  public void minus(float a, MemorySegment b, int length, MemorySegment to) {
    minus(a, b, 0, length, to);
  }

  static void minus(float a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a - b.get(Memory.FLOAT, (long) row << 2));
    }
  }

  @Override
  public void times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    times(a, b, 0, length, to);
  }

  static void times(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.FLOAT,
          (long) row << 2,
          a.get(Memory.FLOAT, (long) row << 2) * b.get(Memory.FLOAT, (long) row << 2));
    }
  }

  @Override
  public void times(MemorySegment a, float b, int length, MemorySegment to) {
    times(a, b, 0, length, to);
  }

  static void times(MemorySegment a, float b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a.get(Memory.FLOAT, (long) row << 2) * b);
    }
  }

  @Override
  public void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(
          Memory.FLOAT,
          (long) row << 2,
          a.get(Memory.FLOAT, (long) row << 2) / b.get(Memory.FLOAT, (long) row << 2));
    }
  }

  @Override
  public void divide(MemorySegment a, float b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(MemorySegment a, float b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a.get(Memory.FLOAT, (long) row << 2) / b);
    }
  }

  @Override
  public void divide(float a, MemorySegment b, int length, MemorySegment to) {
    divide(a, b, 0, length, to);
  }

  static void divide(float a, MemorySegment b, int from, int length, MemorySegment to) {
    for (int row = from; row < length; row++) {
      to.set(Memory.FLOAT, (long) row << 2, a / b.get(Memory.FLOAT, (long) row << 2));
    }
  }
}
