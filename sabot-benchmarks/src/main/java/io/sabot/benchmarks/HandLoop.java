package io.sabot.benchmarks;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What someone would write by hand for one query: two conditions, one sum, whole vectors only. */
final class HandLoop {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();

  private HandLoop() {}

  /** The sum of {@code price * 0.03 + price} where {@code price > 50 and key < limit}. */
  static double sum(MemorySegment prices, MemorySegment keys, long limit, int length) {
    DoubleVector a = DoubleVector.zero(DOUBLES);
    DoubleVector b = DoubleVector.zero(DOUBLES);
    for (int row = 0; row < length; row += 2 * LANES) {
      a = add(a, prices, keys, limit, (long) row << 3);
      b = add(b, prices, keys, limit, (long) row + LANES << 3);
    }
    return a.add(b).reduceLanes(VectorOperators.ADD);
  }

  private static DoubleVector add(
      DoubleVector sum, MemorySegment prices, MemorySegment keys, long limit, long at) {
    DoubleVector price = DoubleVector.fromMemorySegment(DOUBLES, prices, at, LITTLE_ENDIAN);
    LongVector key = LongVector.fromMemorySegment(LONGS, keys, at, LITTLE_ENDIAN);
    VectorMask<Double> kept =
        price
            .compare(VectorOperators.GT, 50)
            .and(key.compare(VectorOperators.LT, limit).cast(DOUBLES));
    return sum.add(price.mul(0.03).add(price), kept);
  }
}
