package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What generated loops do with the lanes of an accumulator, as {@link ScalarSums}. */
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

  public static double sum(DoubleVector a) {
    return a.reduceLanes(VectorOperators.ADD);
  }

  public static long sum(LongVector a) {
    return a.reduceLanes(VectorOperators.ADD);
  }

  public static int least(IntVector a) {
    int[] lanes = a.toArray();
    int best = lanes[0];
    for (int lane : lanes) {
      best = ScalarSteps.less(lane, best) ? lane : best;
    }
    return best;
  }

  public static int greatest(IntVector a) {
    int[] lanes = a.toArray();
    int best = lanes[0];
    for (int lane : lanes) {
      best = ScalarSteps.less(best, lane) ? lane : best;
    }
    return best;
  }

  public static long least(LongVector a) {
    long[] lanes = a.toArray();
    long best = lanes[0];
    for (long lane : lanes) {
      best = ScalarSteps.less(lane, best) ? lane : best;
    }
    return best;
  }

  public static long greatest(LongVector a) {
    long[] lanes = a.toArray();
    long best = lanes[0];
    for (long lane : lanes) {
      best = ScalarSteps.less(best, lane) ? lane : best;
    }
    return best;
  }

  public static float least(FloatVector a) {
    float[] lanes = a.toArray();
    float best = lanes[0];
    for (float lane : lanes) {
      best = ScalarSteps.less(lane, best) ? lane : best;
    }
    return best;
  }

  public static float greatest(FloatVector a) {
    float[] lanes = a.toArray();
    float best = lanes[0];
    for (float lane : lanes) {
      best = ScalarSteps.less(best, lane) ? lane : best;
    }
    return best;
  }

  public static double least(DoubleVector a) {
    double[] lanes = a.toArray();
    double best = lanes[0];
    for (double lane : lanes) {
      best = ScalarSteps.less(lane, best) ? lane : best;
    }
    return best;
  }

  public static double greatest(DoubleVector a) {
    double[] lanes = a.toArray();
    double best = lanes[0];
    for (double lane : lanes) {
      best = ScalarSteps.less(best, lane) ? lane : best;
    }
    return best;
  }
}
