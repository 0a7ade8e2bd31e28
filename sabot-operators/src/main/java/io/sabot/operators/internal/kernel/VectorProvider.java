package io.sabot.operators.internal.kernel;

/** The Vector API; loaded by name, only where its module is present. */
final class VectorProvider implements KernelProvider {
  private final LongKernels longs = new VectorLongKernels();
  private final IntKernels ints = new VectorIntKernels();
  private final DoubleKernels doubles = new VectorDoubleKernels();
  private final FloatKernels floats = new VectorFloatKernels();
  private final BitKernels bits = new VectorBitKernels();
  private final DoubleOrderKernels doubleOrder = new VectorDoubleOrderKernels();
  private final FloatOrderKernels floatOrder = new VectorFloatOrderKernels();
  private final ByteKernels bytes = new VectorByteKernels();

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

  @Override
  public DoubleOrderKernels doubleOrder() {
    return doubleOrder;
  }

  @Override
  public FloatOrderKernels floatOrder() {
    return floatOrder;
  }

  @Override
  public ByteKernels bytes() {
    return bytes;
  }
}
