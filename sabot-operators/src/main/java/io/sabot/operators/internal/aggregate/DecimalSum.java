package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.table.LogicalValidity;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Sum or mean of decimals, exact in 320 bits: five words, lowest first, which no number of 256-bit
 * values can overflow.
 */
final class DecimalSum extends StepwiseAccumulator {
  private static final int WORDS = 5;
  private static final BigInteger LIMIT = BigInteger.TEN.pow(38);

  private final AggregateCall call;
  private final int scale;
  private final int width;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private MemorySegment values = MemorySegment.NULL;
  private long @Nullable [] valid;
  private final long[] addend = new long[WORDS];

  DecimalSum(AggregateCall call, GroupRecords records) {
    super(records);
    this.call = call;
    this.scale = ((ArrowType.Decimal) call.argument().getType()).getScale();
    this.width = Layout.width(call.argument().getType());
    this.allocator = records.allocator();
    this.sums = records.add("word0", "word1", "word2", "word3", "word4", "count");
  }

  @Override
  void begin(List<Column> arguments, int[] groups, int rows) {
    values = arguments.getFirst().segment(1);
    valid = LogicalValidity.of(arguments.getFirst(), allocator);
  }

  @Override
  void step(int[] places, int first, int count) {
    MemorySegment records = sums.segment();
    for (int i = 0; i < count; i++) {
      if (LogicalValidity.get(valid, first + i)) {
        load(values, (long) (first + i) * width);
        add(records, (long) places[i] << 3, 1);
      }
    }
  }

  private void load(MemorySegment from, long at) {
    int words = Math.max(1, width >>> 3);
    for (int w = 0; w < words; w++) {
      addend[w] = width == 4 ? from.get(Memory.INT, at) : from.get(Memory.LONG, at + (w << 3));
    }
    for (int w = words; w < WORDS; w++) {
      addend[w] = addend[w - 1] >> 63;
    }
  }

  private void add(MemorySegment to, long at, long count) {
    long carry = 0;
    for (int w = 0; w < WORDS; w++) {
      long word = to.get(Memory.LONG, at + (w << 3));
      long sum = word + addend[w];
      long next = Long.compareUnsigned(sum, word) < 0 ? 1 : 0;
      long total = sum + carry;
      carry = next | (Long.compareUnsigned(total, sum) < 0 ? 1 : 0);
      to.set(Memory.LONG, at + (w << 3), total);
    }
    long rows = at + (WORDS << 3);
    to.set(Memory.LONG, rows, to.get(Memory.LONG, rows) + count);
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long rows = sums.get(first + i, WORDS);
        if (rows > 0) {
          put(results, i, exact(first + i), rows);
        }
      }
      return results.column();
    }
  }

  private void put(Results results, int row, BigInteger sum, long rows) {
    if (call.isMean()) {
      results.putDouble(row, new BigDecimal(sum, scale).doubleValue() / rows);
      return;
    }
    if (sum.abs().compareTo(LIMIT) >= 0) {
      throw call.overflow(
          "Decimal128(38, " + scale + ")",
          new BigDecimal(sum, scale).toString(),
          "sum its cast to Float64");
    }
    results.putWide(row, sum.longValue(), sum.shiftRight(64).longValue());
  }

  private BigInteger exact(int group) {
    byte[] bytes = new byte[WORDS << 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) (sums.get(group, i >>> 3) >>> ((i & 7) << 3));
    }
    return new BigInteger(bytes);
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
      for (int w = 0; w < WORDS; w++) {
        addend[w] = state.get(w).segment(1).get(Memory.LONG, from);
      }
      long count = state.get(WORDS).segment(1).get(Memory.LONG, from);
      add(sums.segment(), groups[i] * sums.stride(), count);
    }
  }
}
