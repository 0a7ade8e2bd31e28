package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Sum or mean of floats as doubles, with what each addition lost kept apart. */
final class FloatSum extends StepwiseAccumulator {
  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final LongRecords sums;
  private final ValueCounts counts;
  private final ArgumentWords words = new ArgumentWords();
  private final boolean isDouble;

  FloatSum(AggregateCall call, GroupRecords records) {
    super(records);
    this.call = call;
    this.allocator = records.allocator();
    this.sums = records.add("sum", "lost");
    this.counts = call.isMean() ? ValueCounts.exact(records) : ValueCounts.seen("count", records);
    this.isDouble =
        call.argument().getType() instanceof ArrowType.FloatingPoint type
            && type.getPrecision() == FloatingPointPrecision.DOUBLE;
  }

  @Override
  public void resize(int groups) {
    counts.resize(groups);
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
  void begin(List<Column> arguments, int[] groups, int rows) {
    counts.update(words.begin(arguments.getFirst(), allocator), groups, rows);
  }

  @Override
  void step(int[] places, int first, int count) {
    if (isDouble && !words.hasNulls()) {
      doubles(sums.segment(), words.values(first, Double.BYTES), places, count);
    } else {
      // A null adds 0.0, which changes nothing.
      words(sums.segment(), words.take(first, count, 0), places, count);
    }
  }

  @Override
  public void updateOnly(List<Column> arguments, int[] zeros, int rows) {
    counts.updateOnly(words.begin(arguments.getFirst(), allocator), rows);
    MemorySegment to = sums.segment();
    words.each(rows, 0, (values, count) -> total(to, values, count));
  }

  /** The same additions in the same order as in {@link #step}. */
  private static void total(MemorySegment to, long[] values, int rows) {
    double sum = to.get(Memory.DOUBLE, 0);
    double lost = to.get(Memory.DOUBLE, 8);
    for (int i = 0; i < rows; i++) {
      double value = Double.longBitsToDouble(values[i]);
      double next = sum + value;
      double part = next - sum;
      lost += (sum - (next - part)) + (value - part);
      sum = next;
    }
    to.set(Memory.DOUBLE, 0, sum);
    to.set(Memory.DOUBLE, 8, lost);
  }

  private static void doubles(MemorySegment to, MemorySegment values, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      add(to, (long) places[i] << 3, values.get(Memory.DOUBLE, (long) i << 3));
    }
  }

  private static void words(MemorySegment to, long[] values, int[] places, int count) {
    for (int i = 0; i < count; i++) {
      add(to, (long) places[i] << 3, Double.longBitsToDouble(values[i]));
    }
  }

  /** What an addition loses is a double itself and found without a branch (Knuth's two-sum). */
  private static void add(MemorySegment to, long at, double value) {
    double sum = to.get(Memory.DOUBLE, at);
    double next = sum + value;
    double part = next - sum;
    double lost = (sum - (next - part)) + (value - part);
    to.set(Memory.DOUBLE, at, next);
    to.set(Memory.DOUBLE, at + 8, to.get(Memory.DOUBLE, at + 8) + lost);
  }

  @Override
  public Column finish(int first, int count) {
    boolean mean = call.isMean();
    try (Results results = new Results(call.output(), count, allocator)) {
      for (int i = 0; i < count; i++) {
        long rows = counts.get(first + i);
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
  public boolean finishesSideBySide() {
    return true;
  }

  @Override
  public List<Field> stateFields() {
    return States.fields(sums.fields(), counts.fields());
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    return States.columns(() -> sums.write(groups, count), () -> counts.write(groups, count));
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    MemorySegment sum = state.get(0).segment(1);
    MemorySegment lost = state.get(1).segment(1);
    MemorySegment to = sums.segment();
    long stride = sums.stride();
    for (int i = 0; i < rows; i++) {
      long from = (long) i << 3;
      long at = groups[i] * stride;
      add(to, at, sum.get(Memory.DOUBLE, from));
      double both = to.get(Memory.DOUBLE, at + 8) + lost.get(Memory.DOUBLE, from);
      to.set(Memory.DOUBLE, at + 8, both);
    }
    counts.read(state.get(2), groups, rows);
  }

  @Override
  public void close() {
    counts.close();
  }
}
