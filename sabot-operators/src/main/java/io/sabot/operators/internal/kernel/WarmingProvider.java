package io.sabot.operators.internal.kernel;

import java.util.function.Supplier;

/** Scalar kernels, each of which gives way to its vector form when that is warm. */
final class WarmingProvider implements KernelProvider {
  private final LongKernels longs;
  private final IntKernels ints;
  private final DoubleKernels doubles;
  private final FloatKernels floats;
  private final BitKernels bits;
  private final DoubleOrderKernels doubleOrder;
  private final FloatOrderKernels floatOrder;
  private final ByteKernels bytes;

  WarmingProvider(KernelProvider scalar, Supplier<KernelProvider> vector) {
    longs = new WarmingLongKernels(scalar.longs(), () -> vector.get().longs());
    ints = new WarmingIntKernels(scalar.ints(), () -> vector.get().ints());
    doubles = new WarmingDoubleKernels(scalar.doubles(), () -> vector.get().doubles());
    floats = new WarmingFloatKernels(scalar.floats(), () -> vector.get().floats());
    bits = new WarmingBitKernels(scalar.bits(), () -> vector.get().bits());
    doubleOrder =
        new WarmingDoubleOrderKernels(scalar.doubleOrder(), () -> vector.get().doubleOrder());
    floatOrder = new WarmingFloatOrderKernels(scalar.floatOrder(), () -> vector.get().floatOrder());
    bytes = new WarmingByteKernels(scalar.bytes(), () -> vector.get().bytes());
  }

  @Override
  public String name() {
    return "warming";
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
