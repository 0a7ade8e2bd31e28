package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Plain loops: the reference that every other provider must equal bit by bit. */
final class ScalarDoubleOrderKernels implements DoubleOrderKernels {
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
          (a.get(Memory.DOUBLE, (long) row << 3) == b.get(Memory.DOUBLE, (long) row << 3) ? 1L : 0L)
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
      word |= (a.get(Memory.DOUBLE, (long) row << 3) == b ? 1L : 0L) << row;
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
          (a.get(Memory.DOUBLE, (long) row << 3) < b.get(Memory.DOUBLE, (long) row << 3) ? 1L : 0L)
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
      word |= (a.get(Memory.DOUBLE, (long) row << 3) < b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void lessOrEqual(
      MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessOrEqualWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessOrEqualWord(MemorySegment a, MemorySegment b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |=
          (a.get(Memory.DOUBLE, (long) row << 3) <= b.get(Memory.DOUBLE, (long) row << 3) ? 1L : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void lessOrEqual(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessOrEqualWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessOrEqualWord(MemorySegment a, double b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.DOUBLE, (long) row << 3) <= b ? 1L : 0L) << row;
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
      word |= (a.get(Memory.DOUBLE, (long) row << 3) > b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void greaterOrEqual(
      MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ greaterOrEqualWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long greaterOrEqualWord(MemorySegment a, double b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.DOUBLE, (long) row << 3) >= b ? 1L : 0L) << row;
    }
    return word;
  }
}
