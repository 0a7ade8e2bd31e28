package io.sabot.operators.internal.kernel;

/** Plain loops, everywhere. */
final class ScalarProvider implements KernelProvider {
  private final LongKernels longs = new ScalarLongKernels();
  private final IntKernels ints = new ScalarIntKernels();
  private final DoubleKernels doubles = new ScalarDoubleKernels();
  private final FloatKernels floats = new ScalarFloatKernels();
  private final BitKernels bits = new ScalarBitKernels();
  private final DoubleOrderKernels doubleOrder = new ScalarDoubleOrderKernels();
  private final FloatOrderKernels floatOrder = new ScalarFloatOrderKernels();
  private final ByteKernels bytes = new ScalarByteKernels();

  @Override
  public String name() {
    return "scalar";
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
