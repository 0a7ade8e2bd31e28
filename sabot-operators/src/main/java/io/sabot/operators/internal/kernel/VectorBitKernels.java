package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Bitmaps;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Bitmaps a vector at a time; tails are those of {@link ScalarBitKernels}. */
final class VectorBitKernels implements BitKernels {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.vectorByteSize();
  private static final VectorSpecies<Integer> INDICES = IntVector.SPECIES_PREFERRED;
  private static final int INDEX_LANES = INDICES.length();
  private static final IntVector IOTA = IntVector.zero(INDICES).addIndex(1);

  @Override
  public void and(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int bytes = (int) Bitmaps.bytes(length);
    int limit = bytes - bytes % STEP;
    // vector body
    for (int at = 0; at < limit; at += STEP) {
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.lanewise(VectorOperators.AND, y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarBitKernels.and(a, b, limit, bytes, to);
  }

  @Override
  public void andNot(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int bytes = (int) Bitmaps.bytes(length);
    int limit = bytes - bytes % STEP;
    // vector body
    for (int at = 0; at < limit; at += STEP) {
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.lanewise(VectorOperators.AND_NOT, y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarBitKernels.andNot(a, b, limit, bytes, to);
  }

  @Override
  public void or(MemorySegment a, MemorySegment b, int length, MemorySegment to) {
    int bytes = (int) Bitmaps.bytes(length);
    int limit = bytes - bytes % STEP;
    // vector body
    for (int at = 0; at < limit; at += STEP) {
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      LongVector y = LongVector.fromMemorySegment(SPECIES, b, at, LITTLE_ENDIAN);
      x.lanewise(VectorOperators.OR, y).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarBitKernels.or(a, b, limit, bytes, to);
  }

  @Override
  public void not(MemorySegment a, int length, MemorySegment to) {
    int bytes = (int) Bitmaps.bytes(length);
    int limit = bytes - bytes % STEP;
    // vector body
    for (int at = 0; at < limit; at += STEP) {
      LongVector x = LongVector.fromMemorySegment(SPECIES, a, at, LITTLE_ENDIAN);
      x.lanewise(VectorOperators.NOT).intoMemorySegment(to, at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarBitKernels.not(a, limit, bytes, to);
  }

  @Override
  public int indices(long[] words, int[] rows) {
    int size = 0;
    for (int w = 0; w < words.length; w++) {
      long word = words[w];
      if (word == 0) {
        continue;
      }
      for (int i = 0; i < 64; i += INDEX_LANES) {
        VectorMask<Integer> mask = VectorMask.fromLong(INDICES, word >>> i);
        IOTA.add((w << 6) + i).compress(mask).intoArray(rows, size);
        size += mask.trueCount();
      }
    }
    return size;
  }
}
