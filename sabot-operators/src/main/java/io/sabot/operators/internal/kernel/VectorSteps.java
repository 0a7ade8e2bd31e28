package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The steps of generated loops over a vector of rows; {@link ScalarSteps} has the same ones over a
 * row. The last argument is the species of the result. Masks are of the species of the vectors they
 * are made of, or are to go with.
 */
public final class VectorSteps {
  /** 2^63, less than which a product rounds to only if it is less indeed. */
  private static final double NEARLY_OVER = 0x1p63 - 0x1p13;

  private VectorSteps() {}

  public static FloatVector plus(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.add(b);
  }

  public static FloatVector minus(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.sub(b);
  }

  public static FloatVector times(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.mul(b);
  }

  public static FloatVector divide(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.div(b);
  }

  public static FloatVector negate(FloatVector a, VectorSpecies<Float> s) {
    return a.neg();
  }

  public static DoubleVector plus(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.add(b);
  }

  public static DoubleVector minus(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.sub(b);
  }

  public static DoubleVector times(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.mul(b);
  }

  public static DoubleVector divide(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.div(b);
  }

  public static DoubleVector negate(DoubleVector a, VectorSpecies<Double> s) {
    return a.neg();
  }

  public static IntVector plus(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.add(b);
  }

  public static IntVector minus(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.sub(b);
  }

  public static IntVector times(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.mul(b);
  }

  public static IntVector negate(IntVector a, VectorSpecies<Integer> s) {
    return a.neg();
  }

  /** Whether a sum wrapped around: its sign differs from that of both arguments. */
  public static VectorMask<Integer> plusFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<?> s) {
    return a.lanewise(VectorOperators.XOR, r)
        .and(b.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0);
  }

  /** Whether a difference wrapped around: its sign and that of b differ from that of a. */
  public static VectorMask<Integer> minusFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<?> s) {
    return a.lanewise(VectorOperators.XOR, b)
        .and(a.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0);
  }

  public static VectorMask<Integer> outside(IntVector a, int low, int high, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, low).or(a.compare(VectorOperators.GT, high));
  }

  public static LongVector plus(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.add(b);
  }

  public static LongVector minus(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.sub(b);
  }

  public static LongVector times(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.mul(b);
  }

  public static LongVector negate(LongVector a, VectorSpecies<Long> s) {
    return a.neg();
  }

  /** Whether a sum wrapped around: its sign differs from that of both arguments. */
  public static VectorMask<Long> plusFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<?> s) {
    return a.lanewise(VectorOperators.XOR, r)
        .and(b.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0);
  }

  /** Whether a difference wrapped around: its sign and that of b differ from that of a. */
  public static VectorMask<Long> minusFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<?> s) {
    return a.lanewise(VectorOperators.XOR, b)
        .and(a.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0);
  }

  public static VectorMask<Long> outside(LongVector a, long low, long high, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, low).or(a.compare(VectorOperators.GT, high));
  }

  /** A product of 32-bit integers is judged as one of 64 bits. */
  public static VectorMask<Long> timesFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<?> s, VectorSpecies<Long> wide) {
    return ((LongVector) a.convertShape(VectorOperators.I2L, wide, 0))
        .mul(b.convertShape(VectorOperators.I2L, wide, 0))
        .compare(VectorOperators.NE, r.convertShape(VectorOperators.I2L, wide, 0));
  }

  /**
   * A product of 64-bit integers is judged as a double, which may be off by some units of 2^10:
   * what comes that close to the end is taken for a failure, too.
   */
  public static VectorMask<Double> timesFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<?> s, VectorSpecies<Double> wide) {
    return ((DoubleVector) a.convertShape(VectorOperators.L2D, wide, 0))
        .mul(b.convertShape(VectorOperators.L2D, wide, 0))
        .abs()
        .compare(VectorOperators.LT, NEARLY_OVER)
        .not();
  }

  /** Whether a number toward zero lies outside, NaN included; bounds are one wider than values. */
  public static VectorMask<Double> outside(
      DoubleVector a, double below, double above, VectorSpecies<?> s) {
    return a.compare(VectorOperators.GT, below).and(a.compare(VectorOperators.LT, above)).not();
  }

  public static VectorMask<Integer> equal(IntVector a, IntVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  public static VectorMask<Integer> less(IntVector a, IntVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  public static VectorMask<Long> equal(LongVector a, LongVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  public static VectorMask<Long> less(LongVector a, LongVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  /** NaN equals NaN. */
  public static VectorMask<Float> equal(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b)
        .or(a.compare(VectorOperators.NE, a).and(b.compare(VectorOperators.NE, b)));
  }

  /** NaN is largest. */
  public static VectorMask<Float> less(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.GE, b).not().and(a.compare(VectorOperators.EQ, a));
  }

  /** As {@link #equal} where one of both is known to be a number. */
  public static VectorMask<Float> equalNumber(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  /** As {@link #less} where b is known to be a number. */
  public static VectorMask<Float> lessThanNumber(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  /** As {@link #less} where a is known to be a number. */
  public static VectorMask<Float> numberLessThan(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return b.compare(VectorOperators.LE, a).not();
  }

  /** NaN equals NaN. */
  public static VectorMask<Double> equal(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b)
        .or(a.compare(VectorOperators.NE, a).and(b.compare(VectorOperators.NE, b)));
  }

  /** NaN is largest. */
  public static VectorMask<Double> less(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.GE, b).not().and(a.compare(VectorOperators.EQ, a));
  }

  /** As {@link #equal} where one of both is known to be a number. */
  public static VectorMask<Double> equalNumber(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  /** As {@link #less} where b is known to be a number. */
  public static VectorMask<Double> lessThanNumber(
      DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  /** As {@link #less} where a is known to be a number. */
  public static VectorMask<Double> numberLessThan(
      DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return b.compare(VectorOperators.LE, a).not();
  }

  /** b where the mask is set, elsewhere a. */
  public static IntVector blend(
      IntVector a, IntVector b, VectorMask<Integer> m, VectorSpecies<Integer> s) {
    return a.blend(b, m);
  }

  /** b where the mask is set, elsewhere a. */
  public static LongVector blend(
      LongVector a, LongVector b, VectorMask<Long> m, VectorSpecies<Long> s) {
    return a.blend(b, m);
  }

  /** b where the mask is set, elsewhere a. */
  public static FloatVector blend(
      FloatVector a, FloatVector b, VectorMask<Float> m, VectorSpecies<Float> s) {
    return a.blend(b, m);
  }

  /** b where the mask is set, elsewhere a. */
  public static DoubleVector blend(
      DoubleVector a, DoubleVector b, VectorMask<Double> m, VectorSpecies<Double> s) {
    return a.blend(b, m);
  }

  /** As {@link #blend}, for b of which the compiler knows the class better. */
  public static IntVector replace(
      IntVector a, IntVector b, VectorMask<Integer> m, VectorSpecies<Integer> s) {
    return b.blend(a, m.not());
  }

  /** As {@link #blend}, for b of which the compiler knows the class better. */
  public static LongVector replace(
      LongVector a, LongVector b, VectorMask<Long> m, VectorSpecies<Long> s) {
    return b.blend(a, m.not());
  }

  /** As {@link #blend}, for b of which the compiler knows the class better. */
  public static FloatVector replace(
      FloatVector a, FloatVector b, VectorMask<Float> m, VectorSpecies<Float> s) {
    return b.blend(a, m.not());
  }

  /** As {@link #blend}, for b of which the compiler knows the class better. */
  public static DoubleVector replace(
      DoubleVector a, DoubleVector b, VectorMask<Double> m, VectorSpecies<Double> s) {
    return b.blend(a, m.not());
  }

  public static <M> VectorMask<M> blend(
      VectorMask<M> a, VectorMask<M> b, VectorMask<M> m, VectorSpecies<M> s) {
    return a.andNot(m).or(b.and(m));
  }

  public static <M> VectorMask<M> and(VectorMask<M> a, VectorMask<M> b, VectorSpecies<M> s) {
    return a.and(b);
  }

  public static <M> VectorMask<M> or(VectorMask<M> a, VectorMask<M> b, VectorSpecies<M> s) {
    return a.or(b);
  }

  public static <M> VectorMask<M> andNot(VectorMask<M> a, VectorMask<M> b, VectorSpecies<M> s) {
    return a.andNot(b);
  }

  public static <M> VectorMask<M> not(VectorMask<M> a, VectorSpecies<M> s) {
    return a.not();
  }

  /** Whether any lane is set; for a result that leaves the loop. */
  public static <M> boolean any(VectorMask<M> a) {
    return a.anyTrue();
  }

  public static <M> int count(VectorMask<M> a) {
    return a.trueCount();
  }
}
