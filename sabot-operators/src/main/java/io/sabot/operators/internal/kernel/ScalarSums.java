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

  public static void give(long a, long[] to, int at) {
    to[at] = a;
  }

  public static void give(int a, int[] to, int at) {
    to[at] = a;
  }

  public static void give(double a, double[] to, int at) {
    to[at] = a;
  }

  public static void give(float a, float[] to, int at) {
    to[at] = a;
  }
}
