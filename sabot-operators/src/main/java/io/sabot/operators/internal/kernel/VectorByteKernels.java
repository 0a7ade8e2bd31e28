package io.sabot.operators.internal.kernel;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.sabot.batch.Utf8Validation;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Bytes a vector at a time; tails are those of {@link ScalarByteKernels}. */
final class VectorByteKernels implements ByteKernels {
  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final byte LETTERS = 26;
  private static final byte CASE = 0x20;

  @Override
  public long pairs(MemorySegment values, long at, byte first, byte last, int distance) {
    long found = 0;
    for (int i = 0; i < BLOCK; i += LANES) {
      ByteVector x = ByteVector.fromMemorySegment(SPECIES, values, at + i, LITTLE_ENDIAN);
      ByteVector y =
          ByteVector.fromMemorySegment(SPECIES, values, at + i + distance, LITTLE_ENDIAN);
      VectorMask<Byte> both =
          x.compare(VectorOperators.EQ, first).and(y.compare(VectorOperators.EQ, last));
      found |= both.toLong() << i;
    }
    return found;
  }

  @Override
  public boolean isAscii(MemorySegment values, long start, long end) {
    long limit = end - 4L * LANES;
    long at = start;
    // vector body
    for (; at <= limit; at += 4L * LANES) {
      ByteVector a = ByteVector.fromMemorySegment(SPECIES, values, at, LITTLE_ENDIAN);
      ByteVector b = ByteVector.fromMemorySegment(SPECIES, values, at + LANES, LITTLE_ENDIAN);
      ByteVector c = ByteVector.fromMemorySegment(SPECIES, values, at + 2L * LANES, LITTLE_ENDIAN);
      ByteVector d = ByteVector.fromMemorySegment(SPECIES, values, at + 3L * LANES, LITTLE_ENDIAN);
      if (a.or(b).or(c.or(d)).compare(VectorOperators.LT, (byte) 0).anyTrue()) {
        return false;
      }
    }
    // scalar tail
    return Utf8Validation.isAscii(values, at, end);
  }

  @Override
  public void shift(
      MemorySegment from, long start, long bytes, int letter, MemorySegment to, long position) {
    long limit = bytes - bytes % LANES;
    byte lowest = (byte) letter;
    // vector body
    for (long at = 0; at < limit; at += LANES) {
      ByteVector x = ByteVector.fromMemorySegment(SPECIES, from, start + at, LITTLE_ENDIAN);
      VectorMask<Byte> letters = x.sub(lowest).compare(VectorOperators.ULT, LETTERS);
      x.lanewise(VectorOperators.XOR, CASE, letters)
          .intoMemorySegment(to, position + at, LITTLE_ENDIAN);
    }
    // scalar tail
    ScalarByteKernels.shift(from, start, limit, bytes, letter, to, position);
  }
}
