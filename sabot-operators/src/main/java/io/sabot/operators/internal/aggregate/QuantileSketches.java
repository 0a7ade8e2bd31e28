package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** About the value below which a fraction of the doubles of a group lies. */
final class QuantileSketches extends SketchAccumulator<QuantileSketch> {
  private static final int OBJECTS = 64;

  private final AggregateCall call;
  private final double fraction;
  private long[] words = {};

  QuantileSketches(
      AggregateCall call, double fraction, BufferAllocator allocator, Reservation reservation) {
    super(allocator, reservation);
    this.call = call;
    this.fraction = fraction;
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    Column argument = arguments.getFirst();
    long before = held();
    long[] valid = LogicalValidity.of(argument, allocator);
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    for (int i = 0; i < rows; i++) {
      if (valid == null || LogicalValidity.get(valid, i)) {
        QuantileSketch sketch = begin(groups[i]);
        sketch.add(Double.longBitsToDouble(words[i]));
        settle(sketch);
      }
    }
    reserve(before);
  }

  @Override
  QuantileSketch create() {
    return new QuantileSketch();
  }

  @Override
  QuantileSketch merged(QuantileSketch one, QuantileSketch other) {
    one.merge(other);
    return one;
  }

  @Override
  byte[] bytes(QuantileSketch sketch) {
    return sketch.toBytes();
  }

  @Override
  QuantileSketch ofBytes(byte[] bytes) {
    return QuantileSketch.of(bytes);
  }

  @Override
  long heldBytes(QuantileSketch sketch) {
    return OBJECTS + sketch.bytesHeld();
  }

  @Override
  public double addedBytesPerRow() {
    return OBJECTS;
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        QuantileSketch sketch = sketch(first + i);
        if (sketch != null) {
          results.putDouble(i, sketch.quantile(fraction));
        }
      }
      return results.column();
    }
  }
}
