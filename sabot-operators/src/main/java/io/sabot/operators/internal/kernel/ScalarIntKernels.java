package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Plain loops: the reference that every other provider must equal bit by bit. */
final class ScalarIntKernels implements IntKernels {
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
          (a.get(Memory.INT, (long) row << 2) == b.get(Memory.INT, (long) row << 2) ? 1L : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void equal(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ equalWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long equalWord(MemorySegment a, int b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.INT, (long) row << 2) == b ? 1L : 0L) << row;
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
          (a.get(Memory.INT, (long) row << 2) < b.get(Memory.INT, (long) row << 2) ? 1L : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void less(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessWord(MemorySegment a, int b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.INT, (long) row << 2) < b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void greater(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ greaterWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long greaterWord(MemorySegment a, int b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.INT, (long) row << 2) > b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public boolean plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return plus(a, b, 0, length, to);
  }

  static boolean plus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    int wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b.get(Memory.INT, (long) row << 2);
      int result = x + y;
      wrapped |= (x ^ result) & (y ^ result);
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean plus(MemorySegment a, int b, int length, MemorySegment to) {
    return plus(a, b, 0, length, to);
  }

  static boolean plus(MemorySegment a, int b, int from, int length, MemorySegment to) {
    int wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b;
      int result = x + y;
      wrapped |= (x ^ result) & (y ^ result);
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    int wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b.get(Memory.INT, (long) row << 2);
      int result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(MemorySegment a, int b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(MemorySegment a, int b, int from, int length, MemorySegment to) {
    int wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b;
      int result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(int a, MemorySegment b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(int a, MemorySegment b, int from, int length, MemorySegment to) {
    int wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a;
      int y = b.get(Memory.INT, (long) row << 2);
      int result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return times(a, b, 0, length, to);
  }

  static boolean times(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b.get(Memory.INT, (long) row << 2);
      long product = (long) x * y;
      int result = (int) product;
      wrapped |= product ^ result;
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped != 0;
  }

  @Override
  public boolean times(MemorySegment a, int b, int length, MemorySegment to) {
    return times(a, b, 0, length, to);
  }

  static boolean times(MemorySegment a, int b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      int x = a.get(Memory.INT, (long) row << 2);
      int y = b;
      long product = (long) x * y;
      int result = (int) product;
      wrapped |= product ^ result;
      to.set(Memory.INT, (long) row << 2, result);
    }
    return wrapped != 0;
  }
}
