package io.sabot.operators.internal.kernel;

import jdk.incubator.vector.LongVector;

/** Whether this JVM was started with the Vector API, and how wide its vectors are. */
public final class VectorSupport {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorSupport() {}

  /**
   * Whether kernels may use the Vector API.
   *
   * @return false where the JVM was started without {@code --add-modules jdk.incubator.vector};
   *     scalar kernels then stand in with the same answers
   */
  public static boolean isAvailable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * The width of the widest vector of this machine.
   *
   * @return bits, or 64 (one long) without the Vector API
   */
  public static int bits() {
    return isAvailable() ? Widest.BITS : Long.SIZE;
  }

  /** Whether this machine turns vectors of 64-bit integers into doubles: of x86, AVX-512 does. */
  public static boolean convertsLongs() {
    String machine = System.getProperty("os.arch", "");
    boolean x86 = machine.equals("amd64") || machine.equals("x86_64");
    return isAvailable() && (!x86 || bits() >= 512);
  }

  /** Loaded only when the module is there. */
  private static final class Widest {
    private static final int BITS = LongVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
