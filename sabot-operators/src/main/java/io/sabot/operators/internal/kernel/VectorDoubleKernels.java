package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarDoubleKernels}. */
final class VectorDoubleKernels implements DoubleKernels {
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
        VectorMask<Double> mask =
            x.compare(VectorOperators.EQ, y)
                .or(x.compare(VectorOperators.NE, x).and(y.compare(VectorOperators.NE, y)));
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    if (Double.isNaN(b)) {
      unordered(a, length, invert, bits);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Double> mask = x.compare(VectorOperators.EQ, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.equalWord(a, b, words << 6, length);
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
        VectorMask<Double> mask =
            x.compare(VectorOperators.GE, y).not().and(x.compare(VectorOperators.EQ, x));
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    if (Double.isNaN(b)) {
      equal(a, b, length, ~invert, bits);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Double> mask = x.compare(VectorOperators.LT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, double b, int length, long invert, MemorySegment bits) {
    if (Double.isNaN(b)) {
      bits.asSlice(0, Bitmaps.bytes(length)).fill((byte) invert);
      return;
    }
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Double> mask = x.compare(VectorOperators.LE, b);
        word |= mask.toLong() << i;
      }
      // Greater is what is not less or equal: NaN is the largest.
      Bitmaps.putWord(bits, w, length, invert ^ ~word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  private static void unordered(MemorySegment a, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        word |= x.compare(VectorOperators.NE, x).toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarDoubleKernels.equalWord(a, Double.NaN, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.add(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.plus(a, b, limit, length, to);
  }

  @Override
  public void plus(MemorySegment a, double b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.broadcast(SPECIES, b);
      x.add(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.plus(a, b, limit, length, to);
  }

  @Override
  public void minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void minus(MemorySegment a, double b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.broadcast(SPECIES, b);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void minus(double a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.broadcast(SPECIES, a);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.sub(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.minus(a, b, limit, length, to);
  }

  @Override
  public void times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.times(a, b, limit, length, to);
  }

  @Override
  public void times(MemorySegment a, double b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.broadcast(SPECIES, b);
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.times(a, b, limit, length, to);
  }

  @Override
  public void divide(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.divide(a, b, limit, length, to);
  }

  @Override
  public void divide(MemorySegment a, double b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      DoubleVector y = DoubleVector.broadcast(SPECIES, b);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.divide(a, b, limit, length, to);
  }

  @Override
  public void divide(double a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      DoubleVector x = DoubleVector.broadcast(SPECIES, a);
      DoubleVector y = DoubleVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.div(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarDoubleKernels.divide(a, b, limit, length, to);
  }
}
