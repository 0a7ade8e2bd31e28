package io.sabot.operators.internal.expression;

import io.sabot.batch.Memory;
import io.sabot.expression.Constant;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** Integers and counts of time: sorted, and found by halving. */
record LongSet(long[] sorted, boolean hasNull) implements ConstantSet {
  static LongSet of(List<Constant> values, boolean hasNull) {
    long[] sorted =
        values.stream().mapToLong(v -> (Long) ConstantSet.value(v)).sorted().distinct().toArray();
    return new LongSet(sorted, hasNull);
  }

  @Override
  public Reader read(Frame frame, Operand values) {
    return new Longs(sorted, Lane.longs(frame, values));
  }

  private record Longs(long[] sorted, Lane.Values owned) implements Reader {
    @Override
    public long members(int first, long open) {
      MemorySegment values = owned.values();
      long members = 0;
      for (long rest = open; rest != 0; rest &= rest - 1) {
        int bit = Long.numberOfTrailingZeros(rest);
        long value = values.get(Memory.LONG, (long) (first + bit) << 3);
        members |= (Arrays.binarySearch(sorted, value) >= 0 ? 1L : 0L) << bit;
      }
      return members;
    }

    @Override
    public void close() {
      owned.close();
    }
  }
}
