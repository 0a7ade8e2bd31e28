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
 * row. The last argument is the species of the result. Masks of a loop are all of one species, with
 * as many lanes as every vector in it.
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
  public static <M> VectorMask<M> plusFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<M> s) {
    return a.lanewise(VectorOperators.XOR, r)
        .and(b.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0)
        .cast(s);
  }

  /** Whether a difference wrapped around: its sign and that of b differ from that of a. */
  public static <M> VectorMask<M> minusFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<M> s) {
    return a.lanewise(VectorOperators.XOR, b)
        .and(a.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0)
        .cast(s);
  }

  public static <M> VectorMask<M> outside(IntVector a, int low, int high, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, low).or(a.compare(VectorOperators.GT, high)).cast(s);
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
  public static <M> VectorMask<M> plusFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<M> s) {
    return a.lanewise(VectorOperators.XOR, r)
        .and(b.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0)
        .cast(s);
  }

  /** Whether a difference wrapped around: its sign and that of b differ from that of a. */
  public static <M> VectorMask<M> minusFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<M> s) {
    return a.lanewise(VectorOperators.XOR, b)
        .and(a.lanewise(VectorOperators.XOR, r))
        .compare(VectorOperators.LT, 0)
        .cast(s);
  }

  public static <M> VectorMask<M> outside(LongVector a, long low, long high, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, low).or(a.compare(VectorOperators.GT, high)).cast(s);
  }

  /** A product of 32-bit integers is judged as one of 64 bits. */
  public static <M> VectorMask<M> timesFails(
      IntVector a, IntVector b, IntVector r, VectorSpecies<M> s, VectorSpecies<Long> wide) {
    return ((LongVector) a.convertShape(VectorOperators.I2L, wide, 0))
        .mul(b.convertShape(VectorOperators.I2L, wide, 0))
        .compare(VectorOperators.NE, r.convertShape(VectorOperators.I2L, wide, 0))
        .cast(s);
  }

  /**
   * A product of 64-bit integers is judged as a double, which may be off by some units of 2^10: what
   * comes that close to the end is taken for a failure, too.
   */
  public static <M> VectorMask<M> timesFails(
      LongVector a, LongVector b, LongVector r, VectorSpecies<M> s, VectorSpecies<Double> wide) {
    return ((DoubleVector) a.convertShape(VectorOperators.L2D, wide, 0))
        .mul(b.convertShape(VectorOperators.L2D, wide, 0))
        .abs()
        .compare(VectorOperators.LT, NEARLY_OVER)
        .not()
        .cast(s);
  }

  /** Whether a number toward zero lies outside, NaN included; bounds are one wider than values. */
  public static <M> VectorMask<M> outside(
      DoubleVector a, double below, double above, VectorSpecies<M> s) {
    return a.compare(VectorOperators.GT, below)
        .and(a.compare(VectorOperators.LT, above))
        .not()
        .cast(s);
  }

  public static <M> VectorMask<M> equal(IntVector a, IntVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b).cast(s);
  }

  public static <M> VectorMask<M> less(IntVector a, IntVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, b).cast(s);
  }

  public static <M> VectorMask<M> equal(LongVector a, LongVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b).cast(s);
  }

  public static <M> VectorMask<M> less(LongVector a, LongVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, b).cast(s);
  }

  /** NaN equals NaN. */
  public static <M> VectorMask<M> equal(FloatVector a, FloatVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b)
        .or(a.compare(VectorOperators.NE, a).and(b.compare(VectorOperators.NE, b)))
        .cast(s);
  }

  /** NaN is largest. */
  public static <M> VectorMask<M> less(FloatVector a, FloatVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.GE, b).not().and(a.compare(VectorOperators.EQ, a)).cast(s);
  }

  /** As {@link #equal} where one of both is known to be a number. */
  public static <M> VectorMask<M> equalNumber(FloatVector a, FloatVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b).cast(s);
  }

  /** As {@link #less} where b is known to be a number. */
  public static <M> VectorMask<M> lessThanNumber(FloatVector a, FloatVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, b).cast(s);
  }

  /** As {@link #less} where a is known to be a number. */
  public static <M> VectorMask<M> numberLessThan(FloatVector a, FloatVector b, VectorSpecies<M> s) {
    return b.compare(VectorOperators.LE, a).not().cast(s);
  }

  /** NaN equals NaN. */
  public static <M> VectorMask<M> equal(DoubleVector a, DoubleVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b)
        .or(a.compare(VectorOperators.NE, a).and(b.compare(VectorOperators.NE, b)))
        .cast(s);
  }

  /** NaN is largest. */
  public static <M> VectorMask<M> less(DoubleVector a, DoubleVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.GE, b).not().and(a.compare(VectorOperators.EQ, a)).cast(s);
  }

  /** As {@link #equal} where one of both is known to be a number. */
  public static <M> VectorMask<M> equalNumber(DoubleVector a, DoubleVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.EQ, b).cast(s);
  }

  /** As {@link #less} where b is known to be a number. */
  public static <M> VectorMask<M> lessThanNumber(
      DoubleVector a, DoubleVector b, VectorSpecies<M> s) {
    return a.compare(VectorOperators.LT, b).cast(s);
  }

  /** As {@link #less} where a is known to be a number. */
  public static <M> VectorMask<M> numberLessThan(
      DoubleVector a, DoubleVector b, VectorSpecies<M> s) {
    return b.compare(VectorOperators.LE, a).not().cast(s);
  }

  /** b where the mask is set, elsewhere a. */
  public static <M> IntVector blend(
      IntVector a, IntVector b, VectorMask<M> m, VectorSpecies<Integer> s) {
    return a.blend(b, m.cast(s));
  }

  /** b where the mask is set, elsewhere a. */
  public static <M> LongVector blend(
      LongVector a, LongVector b, VectorMask<M> m, VectorSpecies<Long> s) {
    return a.blend(b, m.cast(s));
  }

  /** b where the mask is set, elsewhere a. */
  public static <M> FloatVector blend(
      FloatVector a, FloatVector b, VectorMask<M> m, VectorSpecies<Float> s) {
    return a.blend(b, m.cast(s));
  }

  /** b where the mask is set, elsewhere a. */
  public static <M> DoubleVector blend(
      DoubleVector a, DoubleVector b, VectorMask<M> m, VectorSpecies<Double> s) {
    return a.blend(b, m.cast(s));
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
