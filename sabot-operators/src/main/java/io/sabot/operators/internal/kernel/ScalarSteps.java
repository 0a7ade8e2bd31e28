package io.sabot.operators.internal.kernel;

/**
 * The steps of generated loops over one row: the loop of a JVM without the Vector API, and the tail
 * of the others. Each gives what {@link VectorSteps} gives in a lane.
 */
public final class ScalarSteps {
  private ScalarSteps() {}

  public static int plus(int a, int b) {
    return a + b;
  }

  public static int minus(int a, int b) {
    return a - b;
  }

  public static int times(int a, int b) {
    return a * b;
  }

  public static int negate(int a) {
    return -a;
  }

  public static boolean plusFails(int a, int b, int r) {
    return ((a ^ r) & (b ^ r)) < 0;
  }

  public static boolean minusFails(int a, int b, int r) {
    return ((a ^ b) & (a ^ r)) < 0;
  }

  public static boolean outside(int a, int low, int high) {
    return a < low || a > high;
  }

  /** A divisor of 0 gives 0, and fails. */
  public static int divide(int a, int b) {
    return b == 0 ? 0 : a / b;
  }

  public static boolean divideFails(int a, int b) {
    return b == 0 || b == -1 && a == Integer.MIN_VALUE;
  }

  /** A divisor of 0 gives 0, and fails. */
  public static int remainder(int a, int b) {
    return b == 0 ? 0 : a % b;
  }

  public static boolean remainderFails(int a, int b) {
    return b == 0;
  }

  public static long plus(long a, long b) {
    return a + b;
  }

  public static long minus(long a, long b) {
    return a - b;
  }

  public static long times(long a, long b) {
    return a * b;
  }

  public static long negate(long a) {
    return -a;
  }

  public static boolean plusFails(long a, long b, long r) {
    return ((a ^ r) & (b ^ r)) < 0;
  }

  public static boolean minusFails(long a, long b, long r) {
    return ((a ^ b) & (a ^ r)) < 0;
  }

  public static boolean outside(long a, long low, long high) {
    return a < low || a > high;
  }

  /** A divisor of 0 gives 0, and fails. */
  public static long divide(long a, long b) {
    return b == 0 ? 0 : a / b;
  }

  public static boolean divideFails(long a, long b) {
    return b == 0 || b == -1 && a == Long.MIN_VALUE;
  }

  /** A divisor of 0 gives 0, and fails. */
  public static long remainder(long a, long b) {
    return b == 0 ? 0 : a % b;
  }

  public static boolean remainderFails(long a, long b) {
    return b == 0;
  }

  public static float plus(float a, float b) {
    return a + b;
  }

  public static float minus(float a, float b) {
    return a - b;
  }

  public static float times(float a, float b) {
    return a * b;
  }

  public static float negate(float a) {
    return -a;
  }

  public static float divide(float a, float b) {
    return a / b;
  }

  public static float remainder(float a, float b) {
    return a % b;
  }

  public static double plus(double a, double b) {
    return a + b;
  }

  public static double minus(double a, double b) {
    return a - b;
  }

  public static double times(double a, double b) {
    return a * b;
  }

  public static double negate(double a) {
    return -a;
  }

  public static double divide(double a, double b) {
    return a / b;
  }

  public static double remainder(double a, double b) {
    return a % b;
  }

  public static boolean timesFails(int a, int b, int r) {
    return (long) a * b != r;
  }

  public static boolean timesFails(long a, long b, long r) {
    return Math.multiplyHigh(a, b) != r >> 63;
  }

  /** Whether a number toward zero lies outside, NaN included; bounds are one wider than values. */
  public static boolean outside(double a, double below, double above) {
    return !(a > below && a < above);
  }

  /** Whether a number toward zero is no 64-bit integer. */
  public static boolean outsideLong(double a) {
    return !(a >= -0x1p63 && a < 0x1p63);
  }

  public static boolean equal(int a, int b) {
    return a == b;
  }

  public static boolean less(int a, int b) {
    return a < b;
  }

  public static boolean equal(long a, long b) {
    return a == b;
  }

  public static boolean less(long a, long b) {
    return a < b;
  }

  public static boolean equal(float a, float b) {
    return a == b || Float.isNaN(a) && Float.isNaN(b);
  }

  public static boolean less(float a, float b) {
    return !(a >= b) && !Float.isNaN(a);
  }

  public static boolean equalNumber(float a, float b) {
    return a == b;
  }

  public static boolean lessThanNumber(float a, float b) {
    return a < b;
  }

  public static boolean numberLessThan(float a, float b) {
    return !(b <= a);
  }

  public static boolean equal(double a, double b) {
    return a == b || Double.isNaN(a) && Double.isNaN(b);
  }

  public static boolean less(double a, double b) {
    return !(a >= b) && !Double.isNaN(a);
  }

  public static boolean equalNumber(double a, double b) {
    return a == b;
  }

  public static boolean lessThanNumber(double a, double b) {
    return a < b;
  }

  public static boolean numberLessThan(double a, double b) {
    return !(b <= a);
  }

  public static int replace(int a, int b, boolean m) {
    return m ? b : a;
  }

  public static long replace(long a, long b, boolean m) {
    return m ? b : a;
  }

  public static float replace(float a, float b, boolean m) {
    return m ? b : a;
  }

  public static double replace(double a, double b, boolean m) {
    return m ? b : a;
  }

  public static int blend(int a, int b, boolean m) {
    return m ? b : a;
  }

  public static long blend(long a, long b, boolean m) {
    return m ? b : a;
  }

  public static float blend(float a, float b, boolean m) {
    return m ? b : a;
  }

  public static double blend(double a, double b, boolean m) {
    return m ? b : a;
  }

  public static boolean blend(boolean a, boolean b, boolean m) {
    return m ? b : a;
  }

  public static boolean and(boolean a, boolean b) {
    return a & b;
  }

  public static boolean or(boolean a, boolean b) {
    return a | b;
  }

  public static boolean andNot(boolean a, boolean b) {
    return a & !b;
  }

  public static boolean not(boolean a) {
    return !a;
  }

  public static boolean any(boolean a) {
    return a;
  }

  public static int count(boolean a) {
    return a ? 1 : 0;
  }
}
