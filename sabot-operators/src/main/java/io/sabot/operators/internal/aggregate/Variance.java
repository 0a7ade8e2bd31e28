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
 * Variance and standard deviation of doubles. Squares are taken of distances from the mean so far,
 * so that large values close to each other lose nothing: a value is added as B. P. Welford, "Note
 * on a method for calculating corrected sums of squares and products" (1962) does, and states are
 * merged as T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise algorithm
 * for computing sample variances" (1979) do.
 */
final class Variance extends StepwiseAccumulator {
  private static final int MEAN = 8;
  private static final int SQUARES = 16;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private MemorySegment values = MemorySegment.NULL;
  private long @Nullable [] valid;

  Variance(AggregateCall call, GroupRecords records) {
    super(records);
    this.call = call;
    this.allocator = records.allocator();
    this.sums = records.add("count", "mean", "squares");
  }

  @Override
  void begin(List<Column> arguments, int[] groups, int rows) {
    values = arguments.getFirst().segment(1);
    valid = LogicalValidity.of(arguments.getFirst(), allocator);
  }

  @Override
  void step(int[] places, int first, int count) {
    add(sums.segment(), values, valid, first, places, count);
  }

  private static void add(
      MemorySegment to,
      MemorySegment values,
      long @Nullable [] valid,
      int first,
      int[] places,
      int count) {
    for (int i = 0; i < count; i++) {
      int row = first + i;
      if (LogicalValidity.get(valid, row)) {
        long at = (long) places[i] << 3;
        double value = values.get(Memory.DOUBLE, (long) row << 3);
        long seen = to.get(Memory.LONG, at) + 1;
        double mean = to.get(Memory.DOUBLE, at + MEAN);
        double distance = value - mean;
        mean += distance / seen;
        double squares = to.get(Memory.DOUBLE, at + SQUARES) + distance * (value - mean);
        put(to, at, seen, mean, squares);
      }
    }
  }

  private static void put(MemorySegment to, long at, long count, double mean, double squares) {
    to.set(Memory.LONG, at, count);
    to.set(Memory.DOUBLE, at + MEAN, mean);
    to.set(Memory.DOUBLE, at + SQUARES, squares);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long rows = sums.get(first + i, 0);
        double squares = Double.longBitsToDouble(sums.get(first + i, 2));
        switch (call.function()) {
          case VARIANCE_POPULATION -> put(results, i, rows, squares / rows);
          case STDDEV_POPULATION -> put(results, i, rows, Math.sqrt(squares / rows));
          case STDDEV -> put(results, i, rows - 1, Math.sqrt(squares / (rows - 1)));
          default -> put(results, i, rows - 1, squares / (rows - 1));
        }
      }
      return results.column();
    }
  }

  private static void put(Results results, int row, long divisor, double value) {
    if (divisor > 0) {
      results.putDouble(row, value);
    }
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
    for (int i = 0; i < rows; i++) {
      long from = (long) i << 3;
      long count = state.get(0).segment(1).get(Memory.LONG, from);
      if (count > 0) {
        double mean = state.get(1).segment(1).get(Memory.DOUBLE, from);
        double squares = state.get(2).segment(1).get(Memory.DOUBLE, from);
        merge(sums.segment(), groups[i] * sums.stride(), count, mean, squares);
      }
    }
  }

  private static void merge(MemorySegment to, long at, long count, double mean, double squares) {
    long before = to.get(Memory.LONG, at);
    if (before == 0) {
      put(to, at, count, mean, squares);
      return;
    }
    double own = to.get(Memory.DOUBLE, at + MEAN);
    double distance = mean - own;
    double share = (double) count / (before + count);
    double between = distance * distance * before * share;
    double sum = to.get(Memory.DOUBLE, at + SQUARES) + squares + between;
    put(to, at, before + count, own + distance * share, sum);
  }
}
