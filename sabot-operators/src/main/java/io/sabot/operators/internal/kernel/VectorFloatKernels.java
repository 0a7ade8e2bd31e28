package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarFloatKernels}. */
final class VectorFloatKernels implements FloatKernels {
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
        VectorMask<Float> mask =
            x.compare(VectorOperators.EQ, y)
                .or(x.compare(VectorOperators.NE, x).and(y.compare(VectorOperators.NE, y)));
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    if (Float.isNaN(b)) {
      unordered(a, length, invert, bits);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Float> mask = x.compare(VectorOperators.EQ, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.equalWord(a, b, words << 6, length);
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
        VectorMask<Float> mask =
            x.compare(VectorOperators.GE, y).not().and(x.compare(VectorOperators.EQ, x));
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    if (Float.isNaN(b)) {
      equal(a, b, length, ~invert, bits);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Float> mask = x.compare(VectorOperators.LT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, float b, int length, long invert, MemorySegment bits) {
    if (Float.isNaN(b)) {
      bits.asSlice(0, Bitmaps.bytes(length)).fill((byte) invert);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Float> mask = x.compare(VectorOperators.LE, b);
        word |= mask.toLong() << i;
      }
      // Greater is what is not less or equal: NaN is the largest.
      Bitmaps.putWord(bits, w, length, invert ^ ~word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  private static void unordered(MemorySegment a, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.NE, x).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarFloatKernels.equalWord(a, Float.NaN, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.add(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.plus(a, b, limit, length, to);
  }

  @Override
  public void plus(MemorySegment a, float b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.broadcast(SPECIES, b);
      x.add(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.plus(a, b, limit, length, to);
  }

  @Override
  public void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void minus(MemorySegment a, float b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.broadcast(SPECIES, b);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void minus(float a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.broadcast(SPECIES, a);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.times(a, b, limit, length, to);
  }

  @Override
  public void times(MemorySegment a, float b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.broadcast(SPECIES, b);
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.times(a, b, limit, length, to);
  }

  @Override
  public void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.divide(a, b, limit, length, to);
  }

  @Override
  public void divide(MemorySegment a, float b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      FloatVector y = FloatVector.broadcast(SPECIES, b);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.divide(a, b, limit, length, to);
  }

  @Override
  public void divide(float a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      FloatVector x = FloatVector.broadcast(SPECIES, a);
      FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarFloatKernels.divide(a, b, limit, length, to);
  }
}
