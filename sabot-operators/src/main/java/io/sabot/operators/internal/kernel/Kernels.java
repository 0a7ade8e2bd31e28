package io.sabot.operators.internal.kernel;

import java.lang.reflect.Constructor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The face of the kernels: one provider, chosen once, when the first kernel is asked for. Where the
 * Vector API is there, each kernel starts scalar and changes to it when that is worth it; {@code
 * -Dsabot.kernels=scalar} keeps it out, {@code -Dsabot.kernels=vector} takes it from the start.
 */
public final class Kernels {
  private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
  private static final KernelProvider SCALAR = new ScalarProvider();
  private static final KernelProvider CHOSEN = choose();

  /** 64-bit integers. */
  public static final LongKernels LONGS = CHOSEN.longs();

  /** 32-bit integers. */
  public static final IntKernels INTS = CHOSEN.ints();

  /** Binary64. */
  public static final DoubleKernels DOUBLES = CHOSEN.doubles();

  /** Binary32. */
  public static final FloatKernels FLOATS = CHOSEN.floats();

  /** Bitmaps. */
  public static final BitKernels BITS = CHOSEN.bits();

  /** Java's comparisons of binary64. */
  public static final DoubleOrderKernels DOUBLE_ORDER = CHOSEN.doubleOrder();

  /** Java's comparisons of binary32. */
  public static final FloatOrderKernels FLOAT_ORDER = CHOSEN.floatOrder();

  /** Bytes of texts. */
  public static final ByteKernels BYTES = CHOSEN.bytes();

  private Kernels() {}

  /** The provider in use. */
  public static KernelProvider provider() {
    return CHOSEN;
  }

  /** The provider that is always there. */
  public static KernelProvider scalar() {
    return SCALAR;
  }

  /** What {@code explain()} calls them; where they run scalar, what would change that. */
  public static String words() {
    if (CHOSEN != SCALAR) {
      return "vector";
    }
    if (isScalarAskedFor()) {
      return "scalar: leave out -Dsabot.kernels=scalar";
    }
    return VectorSupport.isAvailable()
        ? "scalar: the Vector API of this JVM does not fit"
        : "scalar: add --add-modules jdk.incubator.vector";
  }

  private static boolean isScalarAskedFor() {
    return "scalar".equals(System.getProperty("sabot.kernels"));
  }

  private static KernelProvider choose() {
    if (isScalarAskedFor()) {
      return SCALAR;
    }
    if (!VectorSupport.isAvailable()) {
      LOG.info("kernels run scalar; start java with --add-modules jdk.incubator.vector for SIMD");
      return SCALAR;
    }
    return "vector".equals(System.getProperty("sabot.kernels"))
        ? vector()
        : new WarmingProvider(SCALAR, Kernels::vector);
  }

  /**
   * The provider that uses the Vector API, from the start; the scalar one where it is not there.
   */
  public static KernelProvider vector() {
    return Vector.PROVIDER;
  }

  /** Loaded when the first vector form is asked for: what it needs takes its time. */
  private static final class Vector {
    static final KernelProvider PROVIDER = load();

    private static KernelProvider load() {
      if (!VectorSupport.isAvailable()) {
        return SCALAR;
      }
      try {
        // By name: linking this class must not need the module.
        Constructor<?> constructor =
            Class.forName(Kernels.class.getPackageName() + ".VectorProvider")
                .getDeclaredConstructor();
        return (KernelProvider) constructor.newInstance();
      } catch (ReflectiveOperationException | LinkageError failure) {
        LOG.info(
            "kernels run scalar: the Vector API of this JVM does not fit ({})", failure.toString());
        return SCALAR;
      }
    }
  }
}
