package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Sum or mean of integers, exact in 128 bits, so that neither the order of rows nor a partial sum
 * decides whether a sum overflows.
 */
final class IntegerSum extends StepwiseAccumulator {

  /** So many values of 32 bits cannot overflow 64. */
  static final long SHORT_ROWS = 1L << 31;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords lows;

  /** The high words of some come later, and then apart. */
  private final GroupRecords later;

  private final LongRecords highs;
  private final ValueCounts counts;
  private final ArgumentWords words = new ArgumentWords();
  private final int width;
  private final boolean unsigned;

  private final long shortRows;

  /** While it is, the high words are those of a sign and not kept. */
  private boolean isShort;

  /** Whether they were not kept at first, and now lie apart. */
  private boolean isWidened;

  private long rowsSeen;
  private int groups;

  IntegerSum(AggregateCall call, GroupRecords records) {
    this(call, SHORT_ROWS, records);
  }

  /** Keeps 64 bits for each group until there may have been more rows than these. */
  IntegerSum(AggregateCall call, long shortRows, GroupRecords records) {
    super(records);
    this.call = call;
    this.shortRows = shortRows;
    this.allocator = records.allocator();
    this.counts = call.isMean() ? ValueCounts.exact(records) : ValueCounts.seen("count", records);
    ArrowType.Int type = (ArrowType.Int) call.argument().getType();
    this.width = type.getBitWidth();
    this.unsigned = !type.getIsSigned();
    this.isShort = width <= 32;
    this.lows = records.add("low");
    this.later = records.apart();
    this.highs = (isShort ? later : records).add("high");
  }

  @Override
  public void resize(int count) {
    groups = count;
    if (!isShort) {
      later.resize(count);
    }
    counts.resize(count);
  }

  @Override
  public void groupsComeWithRows() {
    counts.rely();
  }

  @Override
  public boolean countsRows() {
    return counts.countsRows();
  }

  @Override
  public void share(RowCounts rowCounts) {
    counts.share(rowCounts);
  }

  @Override
  void begin(List<Column> arguments, int[] groupIds, int rows) {
    counts.update(words.begin(arguments.getFirst(), allocator), groupIds, rows);
    rowsSeen += rows;
    if (rowsSeen > shortRows) {
      widen();
    }
  }

  @Override
  void step(int[] places, int first, int count) {
    if (isShort && !words.hasNulls() && width == 32 && !unsigned) {
      ints(lows.segment(), words.values(first, Integer.BYTES), places, count);
    } else if (isShort) {
      low(lows.segment(), words.take(first, count, 0), places, count);
    } else {
      both(words.take(first, count, 0), places, count);
    }
  }

  @Override
  public void updateOnly(List<Column> arguments, int[] zeros, int rows) {
    counts.updateOnly(words.begin(arguments.getFirst(), allocator), rows);
    widen();
    words.each(rows, 0, this::total);
  }

  private void total(long[] values, int rows) {
    long sign = sign();
    long low = 0;
    long high = 0;
    for (int i = 0; i < rows; i++) {
      long next = low + values[i];
      high += (values[i] >> 63 & sign) + (Long.compareUnsigned(next, low) < 0 ? 1 : 0);
      low = next;
    }
    add(0, low, high);
  }

  /** All ones where the upper half of a value is its sign; of unsigned words it is 0. */
  private long sign() {
    return unsigned && width == 64 ? 0 : -1;
  }

  private static void ints(MemorySegment to, MemorySegment values, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) places[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + values.get(Memory.INT, (long) i << 2));
    }
  }

  private static void low(MemorySegment to, long[] values, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) places[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + values[i]);
    }
  }

  private void both(long[] values, int[] places, int count) {
    long sign = sign();
    MemorySegment low = lows.segment();
    MemorySegment high = highs.segment();
    int wordsOfRecord = isWidened ? (int) lows.stride() >>> 3 : 1;
    for (int i = 0; i < count; i++) {
      long at = (long) places[i] << 3;
      long before = low.get(Memory.LONG, at);
      long after = before + values[i];
      long carry = carry(before, values[i], after);
      low.set(Memory.LONG, at, after);
      at = (long) (places[i] / wordsOfRecord) << 3;
      high.set(Memory.LONG, at, high.get(Memory.LONG, at) + (values[i] >> 63 & sign) + carry);
    }
  }

  private void add(int group, long low, long high) {
    long before = lows.get(group, 0);
    long after = before + low;
    lows.set(group, 0, after);
    highs.add(group, 0, high + carry(before, low, after));
  }

  /** What an unsigned addition carries over, of two words and the lower 64 bits of their sum. */
  private static long carry(long before, long more, long after) {
    return (before & more | (before | more) & ~after) >>> 63;
  }

  /** Keeps the high words from here on. */
  private void widen() {
    if (!isShort) {
      return;
    }
    later.resize(groups);
    for (int group = 0; group < groups; group++) {
      highs.set(group, 0, lows.get(group, 0) >> 63);
    }
    isShort = false;
    isWidened = true;
  }

  private long high(int group) {
    return isShort ? lows.get(group, 0) >> 63 : highs.get(group, 0);
  }

  @Override
  public Column finish(int first, int count) {
    boolean mean = call.isMean();
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long low = lows.get(first + i, 0);
        long rows = counts.get(first + i);
        if (rows > 0 && mean) {
          results.putDouble(i, toDouble(low, high(first + i)) / rows);
        } else if (rows > 0) {
          results.putLong(i, checked(low, high(first + i)));
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
  public boolean finishesSideBySide() {
    return true;
  }

  @Override
  public List<Field> stateFields() {
    return States.fields(States.fields(lows.fields(), highs.fields()), counts.fields());
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    return States.columns(
        () -> States.columns(() -> lows.write(wanted, count), () -> writeHighs(wanted, count)),
        () -> counts.write(wanted, count));
  }

  private List<Column> writeHighs(int[] wanted, int count) {
    Field field = highs.fields().getFirst();
    return List.of(LongRecords.column(field, count, i -> high(wanted[i]), allocator));
  }

  @Override
  public void merge(Accumulator other, int[] groupIds) {
    if (other instanceof IntegerSum sum
        && isShort
        && sum.isShort
        && rowsSeen + sum.rowsSeen <= shortRows) {
      mergeShort(sum, groupIds);
    } else {
      super.merge(other, groupIds);
    }
  }

  private void mergeShort(IntegerSum other, int[] groupIds) {
    rowsSeen += other.rowsSeen;
    for (int i = 0; i < groupIds.length; i++) {
      lows.add(groupIds[i], 0, other.lows.get(i, 0));
    }
    counts.merge(other.counts, groupIds);
  }

  @Override
  public void read(List<Column> state, int[] groupIds, int rows) {
    widen();
    MemorySegment low = state.get(0).segment(1);
    MemorySegment high = state.get(1).segment(1);
    for (int i = 0; i < rows; i++) {
      long at = (long) i << 3;
      add(groupIds[i], low.get(Memory.LONG, at), high.get(Memory.LONG, at));
    }
    counts.read(state.get(2), groupIds, rows);
  }

  @Override
  public void close() {
    later.close();
    counts.close();
  }
}
