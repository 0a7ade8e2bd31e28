package io.sabot;

/**
 * What computes expressions. The answers are the same whichever does, bit for bit, errors included;
 * only sums and means of floats may differ in their last bits, within the bound of {@code sum}.
 * {@code explain()} shows behind each step what computes it.
 */
public enum Backend {
  /** For each expression what was measured to be fastest; the default. */
  AUTOMATIC,
  /** The kernels of this JVM, one after the other: SIMD where the Vector API is there. */
  KERNELS,
  /**
   * The native library Gandiva, an optional dependency, for each expression that it answers as the
   * kernels do; they compute the others. A plan is refused where it is absent.
   */
  GANDIVA,
  /**
   * Loops generated for the expressions where they can be, at once; {@link #AUTOMATIC} uses them
   * when they are warm.
   */
  GENERATED
}
