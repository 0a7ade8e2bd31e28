package io.sabot.benchmarks;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The yardstick of bandwidth: reads doubles and only adds them up. */
final class ReadLoop {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private ReadLoop() {}

  static double sum(MemorySegment values, int length) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = DoubleVector.zero(SPECIES);
    DoubleVector c = DoubleVector.zero(SPECIES);
    DoubleVector d = DoubleVector.zero(SPECIES);
    int limit = length - length % (4 * LANES);
    for (int row = 0; row < limit; row += 4 * LANES) {
      long at = (long) row << 3;
      a = a.add(DoubleVector.fromMemorySegment(SPECIES, values, at, LITTLE_ENDIAN));
      b = b.add(DoubleVector.fromMemorySegment(SPECIES, values, at + LANES * 8L, LITTLE_ENDIAN));
      c = c.add(DoubleVector.fromMemorySegment(SPECIES, values, at + LANES * 16L, LITTLE_ENDIAN));
      d = d.add(DoubleVector.fromMemorySegment(SPECIES, values, at + LANES * 24L, LITTLE_ENDIAN));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }
}
