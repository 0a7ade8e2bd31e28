package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;

/** Holds the beginning, the end or all of each row against a pattern. */
final class TextEnds {
  private TextEnds() {}

  static void startsWith(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    MemorySegment padded = TextPattern.padded(values);
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int rows = Math.min(64, length - first);
      long start = TextKernels.offset(offsets, width, first);
      long word = 0;
      for (int i = 0; i < rows; i++) {
        long end = TextKernels.offset(offsets, width, first + i + 1L);
        boolean room = end - start >= pattern.size();
        word |= (room && pattern.isAt(padded, start) ? 1L : 0L) << i;
        start = end;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  static void endsWith(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    MemorySegment padded = TextPattern.padded(values);
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int rows = Math.min(64, length - first);
      long start = TextKernels.offset(offsets, width, first);
      long word = 0;
      for (int i = 0; i < rows; i++) {
        long end = TextKernels.offset(offsets, width, first + i + 1L);
        boolean room = end - start >= pattern.size();
        word |= (room && pattern.isAt(padded, end - pattern.size()) ? 1L : 0L) << i;
        start = end;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  static void equal(
      MemorySegment offsets,
      int width,
      MemorySegment values,
      int length,
      TextPattern pattern,
      long invert,
      MemorySegment bits) {
    MemorySegment padded = TextPattern.padded(values);
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int first = w << 6;
      int rows = Math.min(64, length - first);
      long start = TextKernels.offset(offsets, width, first);
      long word = 0;
      for (int i = 0; i < rows; i++) {
        long end = TextKernels.offset(offsets, width, first + i + 1L);
        boolean room = end - start == pattern.size();
        word |= (room && pattern.isAt(padded, start) ? 1L : 0L) << i;
        start = end;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }
}
