package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarDoubleOrderKernels}. */
final class VectorDoubleOrderKernels implements DoubleOrderKernels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.EQ, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.EQ, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LT, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LT, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void lessOrEqual(
      MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LE, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.lessOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void lessOrEqual(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LE, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.lessOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.GT, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greaterOrEqual(
      MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.GE, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleOrderKernels.greaterOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }
}
