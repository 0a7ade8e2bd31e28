package io.sabot.operators.internal.kernel;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Comparisons of bits, three-valued logic, and the order of unsigned integers. */
public final class BooleanKernels {
  private BooleanKernels() {}

  /** a = b. */
  public static void equal(
      MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long word = ~(Bitmaps.word(a, w, length) ^ Bitmaps.word(b, w, length));
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  /** a &lt; b: false before true. */
  public static void less(
      MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long word = ~Bitmaps.word(a, w, length) & Bitmaps.word(b, w, length);
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  /** a &lt; b of 64-bit integers without a sign; a stride of 0 repeats one value. */
  public static void lessUnsigned(
      MemorySegment a,
      int strideA,
      MemorySegment b,
      int strideB,
      int length,
      long invert,
      MemorySegment bits) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      int end = Math.min((w + 1) << 6, length);
      long word = 0;
      for (int row = w << 6; row < end; row++) {
        long x = a.get(Memory.LONG, (long) row * strideA << 3);
        long y = b.get(Memory.LONG, (long) row * strideB << 3);
        word |= (Long.compareUnsigned(x, y) < 0 ? 1L : 0L) << row;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
  }

  /**
   * Kleene and.
   *
   * @param validA bits of rows that are not null, or null where all are
   * @param validity where the rows that are known go
   */
  public static void and(
      MemorySegment a,
      @Nullable MemorySegment validA,
      MemorySegment b,
      @Nullable MemorySegment validB,
      int length,
      MemorySegment bits,
      MemorySegment validity) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long knownA = valid(validA, w, length);
      long knownB = valid(validB, w, length);
      long wordA = Bitmaps.word(a, w, length);
      long wordB = Bitmaps.word(b, w, length);
      long bothTrue = wordA & knownA & wordB & knownB;
      long anyFalse = ~wordA & knownA | ~wordB & knownB;
      Bitmaps.putWord(bits, w, length, bothTrue);
      Bitmaps.putWord(validity, w, length, bothTrue | anyFalse);
    }
  }

  /** Kleene or; see {@link #and}. */
  public static void or(
      MemorySegment a,
      @Nullable MemorySegment validA,
      MemorySegment b,
      @Nullable MemorySegment validB,
      int length,
      MemorySegment bits,
      MemorySegment validity) {
    for (int w = 0; w < Bitmaps.words(length); w++) {
      long knownA = valid(validA, w, length);
      long knownB = valid(validB, w, length);
      long wordA = Bitmaps.word(a, w, length);
      long wordB = Bitmaps.word(b, w, length);
      long anyTrue = wordA & knownA | wordB & knownB;
      long bothFalse = ~wordA & knownA & ~wordB & knownB;
      Bitmaps.putWord(bits, w, length, anyTrue);
      Bitmaps.putWord(validity, w, length, anyTrue | bothFalse);
    }
  }

  private static long valid(@Nullable MemorySegment validity, int word, int length) {
    return validity == null ? -1 : Bitmaps.word(validity, word, length);
  }
}
