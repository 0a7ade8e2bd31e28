package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** Bitmaps word by word. */
final class ScalarBitKernels implements BitKernels {
  @Override
  public void and(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    and(a, b, 0, Bitmaps.bytes(length), to);
  }

  static void and(MemorySegment a, MemorySegment b, long from, long bytes, MemorySegment to) {
    long at = from;
    for (; at + 8 <= bytes; at += 8) {
      long x = a.get(Memory.LONG, at);
      long y = b.get(Memory.LONG, at);
      to.set(Memory.LONG, at, x & y);
    }
    for (; at < bytes; at++) {
      int x = a.get(Memory.BYTE, at);
      int y = b.get(Memory.BYTE, at);
      to.set(Memory.BYTE, at, (byte) (x & y));
    }
  }

  @Override
  public void andNot(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    andNot(a, b, 0, Bitmaps.bytes(length), to);
  }

  static void andNot(MemorySegment a, MemorySegment b, long from, long bytes, MemorySegment to) {
    long at = from;
    for (; at + 8 <= bytes; at += 8) {
      long x = a.get(Memory.LONG, at);
      long y = b.get(Memory.LONG, at);
      to.set(Memory.LONG, at, x & ~y);
    }
    for (; at < bytes; at++) {
      int x = a.get(Memory.BYTE, at);
      int y = b.get(Memory.BYTE, at);
      to.set(Memory.BYTE, at, (byte) (x & ~y));
    }
  }

  @Override
  public void or(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    or(a, b, 0, Bitmaps.bytes(length), to);
  }

  static void or(MemorySegment a, MemorySegment b, long from, long bytes, MemorySegment to) {
    long at = from;
    for (; at + 8 <= bytes; at += 8) {
      long x = a.get(Memory.LONG, at);
      long y = b.get(Memory.LONG, at);
      to.set(Memory.LONG, at, x | y);
    }
    for (; at < bytes; at++) {
      int x = a.get(Memory.BYTE, at);
      int y = b.get(Memory.BYTE, at);
      to.set(Memory.BYTE, at, (byte) (x | y));
    }
  }

  @Override
  public void not(MemorySegment a, int length, MemorySegment to) {
    not(a, 0, Bitmaps.bytes(length), to);
  }

  static void not(MemorySegment a, long from, long bytes, MemorySegment to) {
    long at = from;
    for (; at + 8 <= bytes; at += 8) {
      to.set(Memory.LONG, at, ~a.get(Memory.LONG, at));
    }
    for (; at < bytes; at++) {
      to.set(Memory.BYTE, at, (byte) ~a.get(Memory.BYTE, at));
    }
  }

  @Override
  public int indices(long[] words, int[] rows) {
    int size = 0;
    for (int w = 0; w < words.length; w++) {
      for (long word = words[w]; word != 0; word &= word - 1) {
        rows[size++] = (w << 6) + Long.numberOfTrailingZeros(word);
      }
    }
    return size;
  }
}
