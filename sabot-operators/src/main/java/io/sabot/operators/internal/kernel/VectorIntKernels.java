package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarIntKernels}. */
final class VectorIntKernels implements IntKernels {
  private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        IntVector y = IntVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        VectorMask<Integer> mask = x.compare(VectorOperators.EQ, y);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarIntKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Integer> mask = x.compare(VectorOperators.EQ, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarIntKernels.equalWord(a, b, words << 6, length);
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
        IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        IntVector y = IntVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        VectorMask<Integer> mask = x.compare(VectorOperators.LT, y);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarIntKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Integer> mask = x.compare(VectorOperators.LT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarIntKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, int b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 2;
        IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Integer> mask = x.compare(VectorOperators.GT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarIntKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public boolean plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    IntVector wrapped = IntVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      IntVector y = IntVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      IntVector result = x.add(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, result).and(y.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarIntKernels.plus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean plus(MemorySegment a, int b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    IntVector wrapped = IntVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      IntVector y = IntVector.broadcast(SPECIES, b);
      IntVector result = x.add(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, result).and(y.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarIntKernels.plus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    IntVector wrapped = IntVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      IntVector y = IntVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      IntVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarIntKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(MemorySegment a, int b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    IntVector wrapped = IntVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      IntVector x = IntVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      IntVector y = IntVector.broadcast(SPECIES, b);
      IntVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarIntKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(int a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    IntVector wrapped = IntVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 2;
      IntVector x = IntVector.broadcast(SPECIES, a);
      IntVector y = IntVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      IntVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarIntKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  /** Overflow of a product needs its upper half, which lanes of 32 bits do not have. */
  @Override
  public boolean times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    return ScalarIntKernels.times(a, b, 0, length, to);
  }

  /** Overflow of a product needs its upper half, which lanes of 32 bits do not have. */
  @Override
  public boolean times(MemorySegment a, int b, int length, MemorySegment to) {
    return ScalarIntKernels.times(a, b, 0, length, to);
  }
}
