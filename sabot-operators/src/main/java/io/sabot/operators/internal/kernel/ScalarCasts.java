package io.sabot.operators.internal.kernel;

/** Conversions between the lanes of generated loops, one row at a time. */
public final class ScalarCasts {
  private ScalarCasts() {}

  public static long toLong(int a) {
    return a;
  }

  public static float toFloat(int a) {
    return a;
  }

  public static double toDouble(int a) {
    return a;
  }

  /** The low 32 bits. */
  public static int toInt(long a) {
    return (int) a;
  }

  public static float toFloat(long a) {
    return a;
  }

  public static double toDouble(long a) {
    return a;
  }

  public static double toDouble(float a) {
    return a;
  }

  public static float toFloat(double a) {
    return (float) a;
  }

  /** Toward zero. */
  public static int toInt(double a) {
    return (int) a;
  }

  /** Toward zero. */
  public static long toLong(double a) {
    return (long) a;
  }

  /** 1 for true. */
  public static int toInt(boolean a) {
    return a ? 1 : 0;
  }

  public static boolean nonZero(int a) {
    return a != 0;
  }

  public static boolean nonZero(long a) {
    return a != 0;
  }

  public static boolean nonZero(double a) {
    return a != 0;
  }
}
