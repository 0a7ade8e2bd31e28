package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Covariance and Pearson's correlation of pairs of doubles, of rows in which neither is null. Adds
 * and merges as {@link Variance} does, squares and products alike; products are merged by the
 * formula of P. Pébay, "Formulas for robust, one-pass parallel computation of covariances and
 * arbitrary-order statistical moments" (2008).
 */
final class Covariance extends StepwiseAccumulator {
  private static final int WORDS = 6;
  private static final int MEAN_X = 8;
  private static final int MEAN_Y = 16;
  private static final int SQUARES_X = 24;
  private static final int SQUARES_Y = 32;
  private static final int PRODUCTS = 40;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private MemorySegment xs = MemorySegment.NULL;
  private MemorySegment ys = MemorySegment.NULL;
  private long @Nullable [] valid;

  Covariance(AggregateCall call, GroupRecords records) {
    super(records);
    this.call = call;
    this.allocator = records.allocator();
    this.sums = records.add("count", "mean_x", "mean_y", "squares_x", "squares_y", "products");
  }

  @Override
  void begin(List<Column> arguments, int[] groups, int rows) {
    valid = LogicalValidity.ofAll(arguments, allocator);
    xs = arguments.get(0).segment(1);
    ys = arguments.get(1).segment(1);
  }

  @Override
  void step(int[] places, int first, int count) {
    add(sums.segment(), xs, ys, valid, first, places, count);
  }

  private static void add(
      MemorySegment to,
      MemorySegment xs,
      MemorySegment ys,
      long @Nullable [] valid,
      int first,
      int[] places,
      int count) {
    for (int i = 0; i < count; i++) {
      int row = first + i;
      if (LogicalValidity.get(valid, row)) {
        double x = xs.get(Memory.DOUBLE, (long) row << 3);
        double y = ys.get(Memory.DOUBLE, (long) row << 3);
        add(to, (long) places[i] << 3, x, y);
      }
    }
  }

  private static void add(MemorySegment to, long at, double x, double y) {
    long count = to.get(Memory.LONG, at) + 1;
    double meanX = to.get(Memory.DOUBLE, at + MEAN_X);
    double meanY = to.get(Memory.DOUBLE, at + MEAN_Y);
    double distanceX = x - meanX;
    double distanceY = y - meanY;
    meanX += distanceX / count;
    meanY += distanceY / count;
    to.set(Memory.LONG, at, count);
    to.set(Memory.DOUBLE, at + MEAN_X, meanX);
    to.set(Memory.DOUBLE, at + MEAN_Y, meanY);
    increase(to, at + SQUARES_X, distanceX * (x - meanX));
    increase(to, at + SQUARES_Y, distanceY * (y - meanY));
    increase(to, at + PRODUCTS, distanceX * (y - meanY));
  }

  private static void increase(MemorySegment to, long at, double more) {
    to.set(Memory.DOUBLE, at, to.get(Memory.DOUBLE, at) + more);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long rows = sums.get(first + i, 0);
        double products = real(first + i, PRODUCTS);
        switch (call.function()) {
          case CORRELATION -> correlate(results, i, first + i, products);
          case COVARIANCE_POPULATION -> put(results, i, rows, products);
          default -> put(results, i, rows - 1, products);
        }
      }
      return results.column();
    }
  }

  private static void put(Results results, int row, long divisor, double products) {
    if (divisor > 0) {
      results.putDouble(row, products / divisor);
    }
  }

  /** Null where one side does not vary; rounding may not lead beyond −1 and 1. */
  private void correlate(Results results, int row, int group, double products) {
    double x = Math.sqrt(real(group, SQUARES_X));
    double y = Math.sqrt(real(group, SQUARES_Y));
    if (x != 0 && y != 0) {
      results.putDouble(row, Math.clamp(products / x / y, -1.0, 1.0));
    }
  }

  private double real(int group, int offset) {
    return Double.longBitsToDouble(sums.get(group, offset >>> 3));
  }

  @Override
  public boolean finishesSideBySide() {
    return true;
  }

  @Override
  public List<Field> stateFields() {
    return sums.fields();
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    return sums.write(groups, count);
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    double[] other = new double[WORDS];
    for (int i = 0; i < rows; i++) {
      long from = (long) i << 3;
      long count = state.getFirst().segment(1).get(Memory.LONG, from);
      for (int word = 1; word < other.length; word++) {
        other[word] = state.get(word).segment(1).get(Memory.DOUBLE, from);
      }
      if (count > 0) {
        merge(sums.segment(), groups[i] * sums.stride(), count, other);
      }
    }
  }

  private static void merge(MemorySegment to, long at, long count, double[] other) {
    long before = to.get(Memory.LONG, at);
    double share = (double) count / (before + count);
    double distanceX = other[MEAN_X >>> 3] - to.get(Memory.DOUBLE, at + MEAN_X);
    double distanceY = other[MEAN_Y >>> 3] - to.get(Memory.DOUBLE, at + MEAN_Y);
    double weight = before * share;
    to.set(Memory.LONG, at, before + count);
    increase(to, at + MEAN_X, distanceX * share);
    increase(to, at + MEAN_Y, distanceY * share);
    increase(to, at + SQUARES_X, other[SQUARES_X >>> 3] + distanceX * distanceX * weight);
    increase(to, at + SQUARES_Y, other[SQUARES_Y >>> 3] + distanceY * distanceY * weight);
    increase(to, at + PRODUCTS, other[PRODUCTS >>> 3] + distanceX * distanceY * weight);
  }
}
