package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Overwrites the rows of a bitmap with values of fixed width. A stride of 0 repeats one value;
 * other strides are 1.
 */
public final class BlendKernels {
  /** Words with fewer rows are walked bit by bit, others slot by slot. */
  private static final int SPARSE = 12;

  private BlendKernels() {}

  /** Values of 1, 2, 4, 8 or any other number of bytes. */
  public static void blend(
      int width, MemorySegment from, int stride, MemorySegment rows, int length, MemorySegment to) {
    switch (width) {
      case 4 -> ints(from, stride, rows, length, to);
      case 8 -> longs(from, stride, rows, length, to);
      default -> bytes(width, from, stride, rows, length, to);
    }
  }

  private static void longs(
      MemorySegment from, int stride, MemorySegment rows, int length, MemorySegment to) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long word = Bitmaps.word(rows, w, length);
      int start = w << 6;
      if (word == -1 && stride == 1) {
        MemorySegment.copy(from, (long) start << 3, to, (long) start << 3, 64 << 3);
      } else if (Long.bitCount(word) < SPARSE) {
        someLongs(from, stride, start, word, to);
      } else {
        mostLongs(from, stride, start, Math.min(64, length - start), word, to);
      }
    }
  }

  private static void someLongs(
      MemorySegment from, int stride, int start, long word, MemorySegment to) {
    for (long left = word; left != 0; left &= left - 1) {
      int row = start + Long.numberOfTrailingZeros(left);
      to.set(Memory.LONG, (long) row << 3, from.get(Memory.LONG, (long) row * stride << 3));
    }
  }

  /** Without a branch per row: the bit becomes a mask. */
  private static void mostLongs(
      MemorySegment from, int stride, int start, int count, long word, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      long at = (long) (start + i) << 3;
      long mask = -(word >>> i & 1);
      long value = from.get(Memory.LONG, at * stride);
      to.set(Memory.LONG, at, value & mask | to.get(Memory.LONG, at) & ~mask);
    }
  }

  private static void ints(
      MemorySegment from, int stride, MemorySegment rows, int length, MemorySegment to) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long word = Bitmaps.word(rows, w, length);
      int start = w << 6;
      if (word == -1 && stride == 1) {
        MemorySegment.copy(from, (long) start << 2, to, (long) start << 2, 64 << 2);
      } else if (Long.bitCount(word) < SPARSE) {
        someInts(from, stride, start, word, to);
      } else {
        mostInts(from, stride, start, Math.min(64, length - start), word, to);
      }
    }
  }

  private static void someInts(
      MemorySegment from, int stride, int start, long word, MemorySegment to) {
    for (long left = word; left != 0; left &= left - 1) {
      int row = start + Long.numberOfTrailingZeros(left);
      to.set(Memory.INT, (long) row << 2, from.get(Memory.INT, (long) row * stride << 2));
    }
  }

  private static void mostInts(
      MemorySegment from, int stride, int start, int count, long word, MemorySegment to) {
    for (int i = 0; i < count; i++) {
      long at = (long) (start + i) << 2;
      int mask = -(int) (word >>> i & 1);
      int value = from.get(Memory.INT, at * stride);
      to.set(Memory.INT, at, value & mask | to.get(Memory.INT, at) & ~mask);
    }
  }

  private static void bytes(
      int width, MemorySegment from, int stride, MemorySegment rows, int length, MemorySegment to) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      for (long left = Bitmaps.word(rows, w, length); left != 0; left &= left - 1) {
        int row = (w << 6) + Long.numberOfTrailingZeros(left);
        MemorySegment.copy(from, (long) row * stride * width, to, (long) row * width, width);
      }
    }
  }

  /** Bits: rows of the bitmap take those of {@code from}, all the same one where stride is 0. */
  public static void bits(
      MemorySegment from, int stride, MemorySegment rows, int length, MemorySegment to) {
    long one = stride == 0 && Bitmaps.get(from, 0) ? -1 : 0;
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long word = Bitmaps.word(rows, w, length);
      long value = stride == 0 ? one : Bitmaps.word(from, w, length);
      long kept = Bitmaps.word(to, w, length) & ~word;
      Bitmaps.putWord(to, w, length, kept | value & word);
    }
  }
}
