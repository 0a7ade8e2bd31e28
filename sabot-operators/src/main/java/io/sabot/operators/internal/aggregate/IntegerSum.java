package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
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
final class IntegerSum implements Accumulator {
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final int STRIDE = 16;

  /** So many values of 32 bits cannot overflow 64. */
  static final long SHORT_ROWS = 1L << 31;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private LongRecords sums;
  private final ValueCounts counts;
  private final ArgumentWords words = new ArgumentWords();
  private final int width;
  private final boolean unsigned;

  private final long shortRows;

  /** While it is, the high words are those of a sign and not kept. */
  private boolean isShort;

  private long rowsSeen;
  private int groups;

  IntegerSum(AggregateCall call, BufferAllocator allocator, Reservation reservation) {
    this(call, SHORT_ROWS, allocator, reservation);
  }

  /** Keeps 64 bits for each group until there may have been more rows than these. */
  IntegerSum(
      AggregateCall call, long shortRows, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.shortRows = shortRows;
    this.allocator = allocator;
    this.reservation = reservation;
    this.counts =
        call.isMean()
            ? ValueCounts.exact(allocator, reservation)
            : ValueCounts.seen("count", allocator, reservation);
    ArrowType.Int type = (ArrowType.Int) call.argument().getType();
    this.width = type.getBitWidth();
    this.unsigned = !type.getIsSigned();
    this.isShort = width <= 32;
    this.sums = records(isShort);
  }

  private LongRecords records(boolean ofLowWords) {
    return ofLowWords
        ? new LongRecords(allocator, reservation, LOW)
        : new LongRecords(allocator, reservation, LOW, HIGH);
  }

  @Override
  public void resize(int count) {
    groups = count;
    sums.resize(count);
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
  public void update(List<Column> arguments, int[] groupIds, int rows) {
    Column argument = arguments.getFirst();
    long[] valid = LogicalValidity.of(argument, allocator);
    counts.update(valid, groupIds, rows);
    rowsSeen += rows;
    if (rowsSeen > shortRows) {
      widen();
    }
    MemorySegment to = sums.segment();
    if (isShort && valid == null && width == 32 && !unsigned) {
      ints(to, argument.segment(1), groupIds, rows);
    } else if (isShort) {
      words.each(argument, valid, 0, groupIds, rows, (values, ids, n) -> low(to, values, ids, n));
    } else {
      long sign = unsigned && width == 64 ? 0 : -1;
      words.each(
          argument, valid, 0, groupIds, rows, (values, ids, n) -> both(to, values, sign, ids, n));
    }
  }

  @Override
  public void updateOnly(List<Column> arguments, int[] zeros, int rows) {
    Column argument = arguments.getFirst();
    long[] valid = LogicalValidity.of(argument, allocator);
    counts.updateOnly(valid, rows);
    widen();
    MemorySegment to = sums.segment();
    long sign = unsigned && width == 64 ? 0 : -1;
    words.each(argument, valid, 0, zeros, rows, (values, ids, n) -> total(to, values, sign, n));
  }

  private static void total(MemorySegment to, long[] values, long sign, int rows) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < rows; i++) {
      long next = low + values[i];
      high += (values[i] >> 63 & sign) + (Long.compareUnsigned(next, low) < 0 ? 1 : 0);
      low = next;
    }
    add(to, 0, low, high);
  }

  private static void ints(MemorySegment to, MemorySegment values, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + values.get(Memory.INT, (long) i << 2));
    }
  }

  private static void low(MemorySegment to, long[] values, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + values[i]);
    }
  }

  private static void both(MemorySegment to, long[] values, long sign, int[] groupIds, int rows) {
    for (int i = 0; i < rows; i++) {
      add(to, groupIds[i], values[i], values[i] >> 63 & sign);
    }
  }

  private static void add(MemorySegment to, int group, long low, long high) {
    long at = (long) group * STRIDE;
    long before = to.get(Memory.LONG, at);
    long after = before + low;
    long carry = (before & low | (before | low) & ~after) >>> 63;
    to.set(Memory.LONG, at, after);
    to.set(Memory.LONG, at + 8, to.get(Memory.LONG, at + 8) + high + carry);
  }

  /** Keeps the high words from here on. */
  private void widen() {
    if (!isShort) {
      return;
    }
    LongRecords wide = records(false);
    wide.resize(groups);
    MemorySegment to = wide.segment();
    for (int group = 0; group < groups; group++) {
      long low = sums.get(group, 0);
      to.set(Memory.LONG, (long) group * STRIDE, low);
      to.set(Memory.LONG, (long) group * STRIDE + 8, low >> 63);
    }
    sums.close();
    sums = wide;
    isShort = false;
  }

  private long high(int group) {
    return isShort ? sums.get(group, 0) >> 63 : sums.get(group, 1);
  }

  @Override
  public Column finish(int first, int count) {
    boolean mean = call.isMean();
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long low = sums.get(first + i, 0);
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
    return States.fields(List.of(LongRecords.field(LOW), LongRecords.field(HIGH)), counts.fields());
  }

  @Override
  public List<Column> write(int[] wanted, int count) {
    return States.columns(
        () -> isShort ? writeShort(wanted, count) : sums.write(wanted, count),
        () -> counts.write(wanted, count));
  }

  private List<Column> writeShort(int[] wanted, int count) {
    Field field = LongRecords.field(HIGH);
    return States.columns(
        () -> sums.write(wanted, count),
        () -> List.of(LongRecords.column(field, count, i -> high(wanted[i]), allocator)));
  }

  @Override
  public void merge(Accumulator other, int[] groupIds) {
    if (other instanceof IntegerSum sum
        && isShort
        && sum.isShort
        && rowsSeen + sum.rowsSeen <= shortRows) {
      mergeShort(sum, groupIds);
    } else {
      Accumulator.super.merge(other, groupIds);
    }
  }

  private void mergeShort(IntegerSum other, int[] groupIds) {
    rowsSeen += other.rowsSeen;
    MemorySegment to = sums.segment();
    for (int i = 0; i < groupIds.length; i++) {
      long at = (long) groupIds[i] << 3;
      to.set(Memory.LONG, at, to.get(Memory.LONG, at) + other.sums.get(i, 0));
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
      add(sums.segment(), groupIds[i], low.get(Memory.LONG, at), high.get(Memory.LONG, at));
    }
    counts.read(state.get(2), groupIds, rows);
  }

  @Override
  public void close() {
    sums.close();
    counts.close();
  }
}
