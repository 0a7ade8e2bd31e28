package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Conversions between lanes, as {@link ScalarCasts}; the number of lanes stays. */
public final class VectorCasts {
  private static final long LOW = 0xFFFF_FFFFL;

  /** Bits of 2^52: what is added below its point is an integer of up to 52 bits. */
  private static final long MAGIC = 0x4330_0000_0000_0000L;

  private VectorCasts() {}

  public static LongVector toLong(IntVector a, VectorSpecies<Long> s) {
    return (LongVector) a.convertShape(VectorOperators.I2L, s, 0);
  }

  public static FloatVector toFloat(IntVector a, VectorSpecies<Float> s) {
    return (FloatVector) a.convertShape(VectorOperators.I2F, s, 0);
  }

  public static DoubleVector toDouble(IntVector a, VectorSpecies<Double> s) {
    return (DoubleVector) a.convertShape(VectorOperators.I2D, s, 0);
  }

  /** The low 32 bits. */
  public static IntVector toInt(LongVector a, VectorSpecies<Integer> s) {
    return (IntVector) a.convertShape(VectorOperators.L2I, s, 0);
  }

  public static DoubleVector toDouble(LongVector a, VectorSpecies<Double> s) {
    return (DoubleVector) a.convertShape(VectorOperators.L2D, s, 0);
  }

  /** Both halves are exact as doubles, so that only their sum rounds. */
  public static DoubleVector toDoubleByHalves(
      LongVector a, VectorSpecies<Double> s, VectorSpecies<Integer> narrow) {
    return ((DoubleVector)
            a.lanewise(VectorOperators.LSHR, 32)
                .convertShape(VectorOperators.L2I, narrow, 0)
                .convertShape(VectorOperators.I2D, s, 0))
        .mul(0x1p32)
        .add(a.and(LOW).or(MAGIC).reinterpretAsDoubles().sub(0x1p52));
  }

  public static DoubleVector toDouble(FloatVector a, VectorSpecies<Double> s) {
    return (DoubleVector) a.convertShape(VectorOperators.F2D, s, 0);
  }

  public static FloatVector toFloat(DoubleVector a, VectorSpecies<Float> s) {
    return (FloatVector) a.convertShape(VectorOperators.D2F, s, 0);
  }

  /** Toward zero. */
  public static IntVector toInt(DoubleVector a, VectorSpecies<Integer> s) {
    return (IntVector) a.convertShape(VectorOperators.D2I, s, 0);
  }

  /** 1 where the mask is set. */
  public static IntVector toInt(VectorMask<Integer> a, VectorSpecies<Integer> s) {
    return IntVector.zero(s).blend(1, a);
  }

  public static VectorMask<Integer> nonZero(IntVector a, VectorSpecies<?> s) {
    return a.compare(VectorOperators.NE, 0);
  }

  public static VectorMask<Long> nonZero(LongVector a, VectorSpecies<?> s) {
    return a.compare(VectorOperators.NE, 0);
  }

  public static VectorMask<Double> nonZero(DoubleVector a, VectorSpecies<?> s) {
    return a.compare(VectorOperators.NE, 0);
  }
}
