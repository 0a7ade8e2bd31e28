package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarFloatOrderKernels}. */
final class VectorFloatOrderKernels implements FloatOrderKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.EQ, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.EQ, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.equalWord(a, b, words << 6, length);
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
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LT, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LT, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.lessWord(a, b, words << 6, length);
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
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LE, y).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.lessOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void lessOrEqual(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.LE, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.lessOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.GT, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greaterOrEqual(
      MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.GE, b).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatOrderKernels.greaterOrEqualWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }
}
