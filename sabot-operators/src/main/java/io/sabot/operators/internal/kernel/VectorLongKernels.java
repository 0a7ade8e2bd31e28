package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over SIMD vectors; tails are those of {@link ScalarLongKernels}. */
final class VectorLongKernels implements LongKernels {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public void equal(MemorySegment a, MemorySegment b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        VectorMask<Long> mask = x.compare(VectorOperators.EQ, y);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarLongKernels.equalWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void equal(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Long> mask = x.compare(VectorOperators.EQ, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarLongKernels.equalWord(a, b, words << 6, length);
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
        LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
        VectorMask<Long> mask = x.compare(VectorOperators.LT, y);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarLongKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void less(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Long> mask = x.compare(VectorOperators.LT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarLongKernels.lessWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public void greater(MemorySegment a, long b, int length, long invert, MemorySegment bits) {
    int words = length >>> 6;
    // vector body
    for (int w = 0; w < words; w++) {
      long word = 0;
      for (int i = 0; i < 64; i += LANES) {
        long at = (long) ((w << 6) + i) << 3;
        LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
        VectorMask<Long> mask = x.compare(VectorOperators.GT, b);
        word |= mask.toLong() << i;
      }
      Bitmaps.putWord(bits, w, length, invert ^ word);
    }
    // scalar tail
    if (words << 6 < length) {
      long word = ScalarLongKernels.greaterWord(a, b, words << 6, length);
      Bitmaps.putWord(bits, words, length, invert ^ word);
    }
  }

  @Override
  public boolean plus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector wrapped = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      LongVector result = x.add(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, result).and(y.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarLongKernels.plus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean plus(MemorySegment a, long b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector wrapped = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.broadcast(SPECIES, b);
      LongVector result = x.add(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, result).and(y.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarLongKernels.plus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector wrapped = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      LongVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarLongKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(MemorySegment a, long b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector wrapped = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.broadcast(SPECIES, b);
      LongVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarLongKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  @Override
  public boolean minus(long a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector wrapped = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.broadcast(SPECIES, a);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      LongVector result = x.sub(y);
      wrapped =
          wrapped.or(
              x.lanewise(VectorOperators.XOR, y).and(x.lanewise(VectorOperators.XOR, result)));
      result.intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    return ScalarLongKernels.minus(a, b, limit, length, to)
        | wrapped.reduceLanes(VectorOperators.OR) < 0;
  }

  /** Factors of 32 bits cannot overflow; only where some are larger is each product looked at. */
  @Override
  public boolean times(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector large = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      LongVector wideX = x.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.ASHR, 32);
      LongVector wideY = y.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.ASHR, 32);
      large =
          large
              .lanewise(VectorOperators.OR, x.lanewise(VectorOperators.XOR, wideX))
              .lanewise(VectorOperators.OR, y.lanewise(VectorOperators.XOR, wideY));
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    boolean check = large.reduceLanes(VectorOperators.OR) != 0;
    return ScalarLongKernels.times(a, b, check ? 0 : limit, length, to);
  }

  /** Factors of 32 bits cannot overflow; only where some are larger is each product looked at. */
  @Override
  public boolean times(MemorySegment a, long b, int length, MemorySegment to) {
    int limit = SPECIES.loopBound(length);
    LongVector large = LongVector.zero(SPECIES);
    // vector body
    for (int row = 0; row < limit; row += LANES) {
      long at = (long) row << 3;
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.broadcast(SPECIES, b);
      LongVector wideX = x.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.ASHR, 32);
      LongVector wideY = y.lanewise(VectorOperators.LSHL, 32).lanewise(VectorOperators.ASHR, 32);
      large =
          large
              .lanewise(VectorOperators.OR, x.lanewise(VectorOperators.XOR, wideX))
              .lanewise(VectorOperators.OR, y.lanewise(VectorOperators.XOR, wideY));
      x.mul(y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    boolean check = large.reduceLanes(VectorOperators.OR) != 0;
    return ScalarLongKernels.times(a, b, check ? 0 : limit, length, to);
  }
}
