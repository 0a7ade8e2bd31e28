package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Plain loops: the reference that every other provider must equal bit by bit. */
final class ScalarLongKernels implements LongKernels {
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
          (a.get(Memory.LONG, (long) row << 3) == b.get(Memory.LONG, (long) row << 3) ? 1L : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void equal(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ equalWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long equalWord(MemorySegment a, long b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.LONG, (long) row << 3) == b ? 1L : 0L) << row;
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
          (a.get(Memory.LONG, (long) row << 3) < b.get(Memory.LONG, (long) row << 3) ? 1L : 0L)
              << row;
    }
    return word;
  }

  @Override
  public void less(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ lessWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long lessWord(MemorySegment a, long b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.LONG, (long) row << 3) < b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public void greater(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      Bitmaps.putWord(bits, w, length, invert ^ greaterWord(a, b, w << 6, length));
    }
  }

  /** The bits of rows {@code first} and up to 63 more. */
  static long greaterWord(MemorySegment a, long b, int first, int length) {
    int end = Math.min(first + 64, length);
    long word = 0;
    for (int row = first; row < end; row++) {
      word |= (a.get(Memory.LONG, (long) row << 3) > b ? 1L : 0L) << row;
    }
    return word;
  }

  @Override
  public boolean plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return plus(a, b, 0, length, to);
  }

  static boolean plus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b.get(Memory.LONG, (long) row << 3);
      long result = x + y;
      wrapped |= (x ^ result) & (y ^ result);
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean plus(MemorySegment a, long b, int length, MemorySegment to) {
    return plus(a, b, 0, length, to);
  }

  static boolean plus(MemorySegment a, long b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b;
      long result = x + y;
      wrapped |= (x ^ result) & (y ^ result);
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(MemorySegment a, MemorySegment b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b.get(Memory.LONG, (long) row << 3);
      long result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(MemorySegment a, long b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(MemorySegment a, long b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b;
      long result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped < 0;
  }

  @Override
  public boolean minus(long a, MemorySegment b, int length, MemorySegment to) {
    return minus(a, b, 0, length, to);
  }

  static boolean minus(long a, MemorySegment b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a;
      long y = b.get(Memory.LONG, (long) row << 3);
      long result = x - y;
      wrapped |= (x ^ y) & (x ^ result);
      to.set(Memory.LONG, (long) row << 3, result);
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
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b.get(Memory.LONG, (long) row << 3);
      long result = x * y;
      wrapped |= Math.multiplyHigh(x, y) ^ result >> 63;
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped != 0;
  }

  @Override
  public boolean times(MemorySegment a, long b, int length, MemorySegment to) {
    return times(a, b, 0, length, to);
  }

  static boolean times(MemorySegment a, long b, int from, int length, MemorySegment to) {
    long wrapped = 0;
    for (int row = from; row < length; row++) {
      long x = a.get(Memory.LONG, (long) row << 3);
      long y = b;
      long result = x * y;
      wrapped |= Math.multiplyHigh(x, y) ^ result >> 63;
      to.set(Memory.LONG, (long) row << 3, result);
    }
    return wrapped != 0;
  }
}
