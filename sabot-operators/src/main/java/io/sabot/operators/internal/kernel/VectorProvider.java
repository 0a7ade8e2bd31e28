package io.sabot.operators.internal.kernel;

/** The Vector API; loaded by name, only where its module is present. */
final class VectorProvider implements KernelProvider {
  private final LongKernels longs = new VectorLongKernels();
  private final IntKernels ints = new VectorIntKernels();
  private final DoubleKernels doubles = new VectorDoubleKernels();
  private final FloatKernels floats = new VectorFloatKernels();
  private final BitKernels bits = new VectorBitKernels();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public LongKernels longs() {
    return longs;
  }

  @Override
  public IntKernels ints() {
    return ints;
  }

  @Override
  public DoubleKernels doubles() {
    return doubles;
  }

  @Override
  public FloatKernels floats() {
    return floats;
  }

  @Override
  public BitKernels bits() {
    return bits;
  }
}
