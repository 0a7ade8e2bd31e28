package io.sabot.operators.internal.kernel;

/** Steps of generated loops over one row that mean what Java's operators and methods mean. */
public final class ScalarJava {
  private ScalarJava() {}

  public static double sqrt(double a) {
    return Math.sqrt(a);
  }

  public static int abs(int a) {
    return Math.abs(a);
  }

  public static int min(int a, int b) {
    return Math.min(a, b);
  }

  public static int max(int a, int b) {
    return Math.max(a, b);
  }

  public static long abs(long a) {
    return Math.abs(a);
  }

  public static long min(long a, long b) {
    return Math.min(a, b);
  }

  public static long max(long a, long b) {
    return Math.max(a, b);
  }

  public static float abs(float a) {
    return Math.abs(a);
  }

  public static float min(float a, float b) {
    return Math.min(a, b);
  }

  public static float max(float a, float b) {
    return Math.max(a, b);
  }

  public static double abs(double a) {
    return Math.abs(a);
  }

  public static double min(double a, double b) {
    return Math.min(a, b);
  }

  public static double max(double a, double b) {
    return Math.max(a, b);
  }

  public static int and(int a, int b) {
    return a & b;
  }

  public static int or(int a, int b) {
    return a | b;
  }

  public static int xor(int a, int b) {
    return a ^ b;
  }

  public static long and(long a, long b) {
    return a & b;
  }

  public static long or(long a, long b) {
    return a | b;
  }

  public static long xor(long a, long b) {
    return a ^ b;
  }

  public static boolean equal(float a, float b) {
    return a == b;
  }

  public static boolean less(float a, float b) {
    return a < b;
  }

  public static boolean lessOrEqual(float a, float b) {
    return a <= b;
  }

  public static boolean equal(double a, double b) {
    return a == b;
  }

  public static boolean less(double a, double b) {
    return a < b;
  }

  public static boolean lessOrEqual(double a, double b) {
    return a <= b;
  }
}
