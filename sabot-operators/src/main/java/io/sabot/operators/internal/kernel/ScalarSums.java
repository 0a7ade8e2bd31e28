package io.sabot.operators.internal.kernel;

/** What generated loops do with an accumulator of one lane. */
public final class ScalarSums {
  private ScalarSums() {}

  /** The upper half of a 64-bit integer moved by 2^63, so that it has no sign. */
  public static long upper(long a) {
    return (a ^ Long.MIN_VALUE) >>> 32;
  }

  /** The lower half of a 64-bit integer. */
  public static long lower(long a) {
    return a & 0xFFFF_FFFFL;
  }

  public static double sum(double a) {
    return a;
  }

  public static long sum(long a) {
    return a;
  }

  public static int least(int a) {
    return a;
  }

  public static int greatest(int a) {
    return a;
  }

  public static long least(long a) {
    return a;
  }

  public static long greatest(long a) {
    return a;
  }

  public static float least(float a) {
    return a;
  }

  public static float greatest(float a) {
    return a;
  }

  public static double least(double a) {
    return a;
  }

  public static double greatest(double a) {
    return a;
  }
}
