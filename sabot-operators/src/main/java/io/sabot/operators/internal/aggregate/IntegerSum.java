package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Sum or mean of integers, exact in 128 bits, so that neither the order of rows nor a partial sum
 * decides whether a sum overflows.
 */
final class IntegerSum implements Accumulator {
  private static final int STRIDE = 24;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private final boolean unsigned;
  private long[] words = {};

  IntegerSum(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.allocator = allocator;
    this.sums = new LongRecords(allocator, reservation, "low", "high", "count");
    this.unsigned =
        call.argument().getType() instanceof ArrowType.Int type
            && type.getBitWidth() == 64
            && !type.getIsSigned();
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
    if (valid == null && !unsigned) {
      signed(to, words, groups, rows);
      return;
    }
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        add(to, groups[i], words[i], unsigned ? 0 : words[i] >> 63, 1);
      }
    }
  }

  @Override
  public void updateOnly(@Nullable Column argument, int[] zeros, int rows) {
    if (unsigned) {
      update(argument, zeros, rows);
      return;
    }
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    total(sums.segment(), words, LogicalValidity.of(argument, allocator), rows);
  }

  private static void total(MemorySegment to, long[] values, long @Nullable [] valid, int rows) {
    long low = 0;
    long high = 0;
    long count = 0;
    for (int i = 0; i < rows; i++) {
      if (LogicalValidity.get(valid, i)) {
        long next = low + values[i];
        high += (values[i] >> 63) + (Long.compareUnsigned(next, low) < 0 ? 1 : 0);
        low = next;
        count++;
      }
    }
    add(to, 0, low, high, count);
  }

  private static void signed(MemorySegment to, long[] values, int[] groups, int rows) {
    for (int i = 0; i < rows; i++) {
      add(to, groups[i], values[i], values[i] >> 63, 1);
    }
  }

  private static void add(MemorySegment to, int group, long low, long high, long count) {
    long at = (long) group * STRIDE;
    long before = to.get(Memory.LONG, at);
    long after = before + low;
    long carry = Long.compareUnsigned(after, before) < 0 ? 1 : 0;
    to.set(Memory.LONG, at, after);
    to.set(Memory.LONG, at + 8, to.get(Memory.LONG, at + 8) + high + carry);
    to.set(Memory.LONG, at + 16, to.get(Memory.LONG, at + 16) + count);
  }

  @Override
  public Column finish(int first, int count) {
    boolean mean = call.isMean();
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long low = sums.get(first + i, 0);
        long high = sums.get(first + i, 1);
        long rows = sums.get(first + i, 2);
        if (rows > 0 && mean) {
          results.putDouble(i, toDouble(low, high) / rows);
        } else if (rows > 0) {
          results.putLong(i, checked(low, high));
        }
      }
      return results.column();
    }
  }

  private long checked(long low, long high) {
    if (high != low >> 63) {
      throw call.overflow(
          "Int64",
          exact(low, high).toString(),
          "sum its cast to Decimal128(38, 0), which is exact, or to Float64");
    }
    return low;
  }

  private static double toDouble(long low, long high) {
    return high == low >> 63 ? low : exact(low, high).doubleValue();
  }

  private static BigInteger exact(long low, long high) {
    BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low));
    return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
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
    MemorySegment low = state.get(0).segment(1);
    MemorySegment high = state.get(1).segment(1);
    MemorySegment count = state.get(2).segment(1);
    for (int i = 0; i < rows; i++) {
      long at = (long) i << 3;
      add(
          sums.segment(),
          groups[i],
          low.get(Memory.LONG, at),
          high.get(Memory.LONG, at),
          count.get(Memory.LONG, at));
    }
  }

  @Override
  public void close() {
    sums.close();
  }
}
