package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What generated loops do with accumulators, whose lanes others add up, as {@link ScalarSums}. */
public final class VectorSums {
  private VectorSums() {}

  /** The upper half of a 64-bit integer moved by 2^63, so that it has no sign. */
  public static LongVector upper(LongVector a, VectorSpecies<Long> s) {
    return a.lanewise(VectorOperators.XOR, Long.MIN_VALUE).lanewise(VectorOperators.LSHR, 32);
  }

  /** The lower half of a 64-bit integer. */
  public static LongVector lower(LongVector a, VectorSpecies<Long> s) {
    return a.and(0xFFFF_FFFFL);
  }

  public static void give(LongVector a, long[] to, int at) {
    a.intoArray(to, at);
  }

  public static void give(IntVector a, int[] to, int at) {
    a.intoArray(to, at);
  }

  public static void give(DoubleVector a, double[] to, int at) {
    a.intoArray(to, at);
  }

  public static void give(FloatVector a, float[] to, int at) {
    a.intoArray(to, at);
  }
}
