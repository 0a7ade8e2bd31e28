package io.sabot.operators.internal.kernel;

/** One implementation of every kernel that has more than one. */
public interface KernelProvider {
  /** What it is called in the log. */
  String name();

  /** Lanes of 64-bit integers. */
  LongKernels longs();

  /** Lanes of 32-bit integers. */
  IntKernels ints();

  /** Lanes of binary64. */
  DoubleKernels doubles();

  /** Lanes of binary32. */
  FloatKernels floats();

  /** Bitmaps. */
  BitKernels bits();

  /** Java's comparisons of binary64. */
  DoubleOrderKernels doubleOrder();

  /** Java's comparisons of binary32. */
  FloatOrderKernels floatOrder();

  /** Bytes of texts. */
  ByteKernels bytes();
}
