package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Steps of generated loops that mean what Java's operators and methods mean, as {@link ScalarJava}.
 */
public final class VectorJava {
  private VectorJava() {}

  public static DoubleVector sqrt(DoubleVector a, VectorSpecies<Double> s) {
    return a.sqrt();
  }

  public static IntVector abs(IntVector a, VectorSpecies<Integer> s) {
    return a.abs();
  }

  public static IntVector min(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.min(b);
  }

  public static IntVector max(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.max(b);
  }

  public static LongVector abs(LongVector a, VectorSpecies<Long> s) {
    return a.abs();
  }

  public static LongVector min(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.min(b);
  }

  public static LongVector max(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.max(b);
  }

  public static FloatVector abs(FloatVector a, VectorSpecies<Float> s) {
    return a.abs();
  }

  public static FloatVector min(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.min(b);
  }

  public static FloatVector max(FloatVector a, FloatVector b, VectorSpecies<Float> s) {
    return a.max(b);
  }

  public static DoubleVector abs(DoubleVector a, VectorSpecies<Double> s) {
    return a.abs();
  }

  public static DoubleVector min(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.min(b);
  }

  public static DoubleVector max(DoubleVector a, DoubleVector b, VectorSpecies<Double> s) {
    return a.max(b);
  }

  public static IntVector and(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.lanewise(VectorOperators.AND, b);
  }

  public static IntVector or(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.lanewise(VectorOperators.OR, b);
  }

  public static IntVector xor(IntVector a, IntVector b, VectorSpecies<Integer> s) {
    return a.lanewise(VectorOperators.XOR, b);
  }

  public static LongVector and(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.lanewise(VectorOperators.AND, b);
  }

  public static LongVector or(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.lanewise(VectorOperators.OR, b);
  }

  public static LongVector xor(LongVector a, LongVector b, VectorSpecies<Long> s) {
    return a.lanewise(VectorOperators.XOR, b);
  }

  public static VectorMask<Float> equal(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  public static VectorMask<Float> less(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  public static VectorMask<Float> lessOrEqual(FloatVector a, FloatVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LE, b);
  }

  public static VectorMask<Double> equal(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.EQ, b);
  }

  public static VectorMask<Double> less(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LT, b);
  }

  public static VectorMask<Double> lessOrEqual(DoubleVector a, DoubleVector b, VectorSpecies<?> s) {
    return a.compare(VectorOperators.LE, b);
  }
}
