package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Sum or mean of floats as doubles, with what each addition lost kept apart (Neumaier). */
final class FloatSum implements Accumulator {
  private static final int STRIDE = 24;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private long[] words = {};

  FloatSum(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.allocator = allocator;
    this.sums = new LongRecords(allocator, reservation, "sum", "lost", "count");
  }

  @Override
  public void resize(int groups) {
    sums.resize(groups);
  }

  @Override
  public void update(@Nullable Column argument, int[] groups, int rows) {
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    long[] valid = LogicalValidity.of(argument, allocator);
    MemorySegment to = sums.segment();
    if (valid == null) {
      dense(to, words, groups, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        add(to, (long) groups[i] * STRIDE, Double.longBitsToDouble(words[i]));
        count(to, (long) groups[i] * STRIDE, 1);
      }
    }
  }

  @Override
  public void updateOnly(@Nullable Column argument, int[] zeros, int rows) {
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    total(sums.segment(), words, LogicalValidity.of(argument, allocator), rows);
  }

  /** The same additions in the same order as in {@link #update}. */
  private static void total(MemorySegment to, long[] values, long @Nullable [] valid, int rows) {
    double sum = to.get(Memory.DOUBLE, 0);
    double lost = to.get(Memory.DOUBLE, 8);
    long count = 0;
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        double value = Double.longBitsToDouble(values[i]);
        double next = sum + value;
        lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
        sum = next;
        count++;
      }
    }
    to.set(Memory.DOUBLE, 0, sum);
    to.set(Memory.DOUBLE, 8, lost);
    count(to, 0, count);
  }

  private static void dense(MemorySegment to, long[] values, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groups[i] * STRIDE;
      add(to, at, Double.longBitsToDouble(values[i]));
      count(to, at, 1);
    }
  }

  private static void add(MemorySegment to, long at, double value) {
    double sum = to.get(Memory.DOUBLE, at);
    double next = sum + value;
    double lost = Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    to.set(Memory.DOUBLE, at, next);
    to.set(Memory.DOUBLE, at + 8, to.get(Memory.DOUBLE, at + 8) + lost);
  }

  private static void count(MemorySegment to, long at, long more) {
    to.set(Memory.LONG, at + 16, to.get(Memory.LONG, at + 16) + more);
  }

  @Override
  public Column finish(int first, int count) {
    boolean mean = call.isMean();
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long rows = sums.get(first + i, 2);
        if (rows > 0) {
          double total = total(first + i);
          results.putDouble(i, mean ? total / rows : total);
        }
      }
      return results.column();
    }
  }

  /** What infinities lost is NaN and means nothing. */
  private double total(int group) {
    double sum = Double.longBitsToDouble(sums.get(group, 0));
    double lost = Double.longBitsToDouble(sums.get(group, 1));
    return Double.isFinite(sum) ? sum + lost : sum;
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
    MemorySegment sum = state.get(0).segment(1);
    MemorySegment lost = state.get(1).segment(1);
    MemorySegment count = state.get(2).segment(1);
    MemorySegment to = sums.segment();
    for (int i = 0; i < rows; i++) {
      long from = (long) i << 3;
      long at = (long) groups[i] * STRIDE;
      add(to, at, sum.get(Memory.DOUBLE, from));
      double both = to.get(Memory.DOUBLE, at + 8) + lost.get(Memory.DOUBLE, from);
      to.set(Memory.DOUBLE, at + 8, both);
      count(to, at, count.get(Memory.LONG, from));
    }
  }

  @Override
  public void close() {
    sums.close();
  }
}
