package io.sabot.operators.internal.generate;

import io.sabot.operators.internal.kernel.ScalarSteps;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * What the sinks of a loop have given so far. Sums of integers are exact in 128 bits; of each
 * addition of doubles the lost part is kept apart (Neumaier).
 */
final class Totals {
  private enum Merge {
    COUNT,
    LONG_SUM,
    WIDE_SUM,
    DOUBLE_SUM,
    LONG_LEAST,
    LONG_GREATEST,
    DOUBLE_LEAST,
    DOUBLE_GREATEST
  }

  private final Merge[] merges;
  private final long[] counts;
  private final long[] low;
  private final long[] high;
  private final double[] doubles;
  private final double[] lost;

  Totals(List<Sink> sinks) {
    this(sinks.stream().map(Totals::merge).toArray(Merge[]::new));
  }

  private Totals(Merge[] merges) {
    this.merges = merges;
    this.counts = new long[merges.length];
    this.low = new long[merges.length];
    this.high = new long[merges.length];
    this.doubles = new double[merges.length];
    this.lost = new double[merges.length];
  }

  private static Merge merge(Sink sink) {
    return switch (sink) {
      case Sink.Output output -> throw new IllegalArgumentException("an output has no total");
      case Sink.Count count -> Merge.COUNT;
      case Sink.Sum sum -> sum(sum.argument().type());
      case Sink.Extreme extreme -> {
        boolean least = extreme.end() == Sink.End.LEAST;
        yield Lane.known(extreme.argument().type()).isFloat()
            ? least ? Merge.DOUBLE_LEAST : Merge.DOUBLE_GREATEST
            : least ? Merge.LONG_LEAST : Merge.LONG_GREATEST;
      }
    };
  }

  private static Merge sum(ArrowType type) {
    Lane lane = Lane.known(type);
    if (lane.isFloat()) {
      return Merge.DOUBLE_SUM;
    }
    return lane == Lane.LONG && Range.of(type).fills(Lane.LONG) ? Merge.WIDE_SUM : Merge.LONG_SUM;
  }

  /** Rows that took part in a sink. */
  long count(int sink) {
    return counts[sink];
  }

  /** The lower half of a sum of integers, or an extreme one. */
  long low(int sink) {
    return low[sink];
  }

  /** The upper half of a sum of integers. */
  long high(int sink) {
    return high[sink];
  }

  /** A sum of doubles without what was lost, or an extreme one. */
  double real(int sink) {
    return doubles[sink];
  }

  /** What the additions of a sum of doubles lost. */
  double lost(int sink) {
    return lost[sink];
  }

  Totals copy() {
    Totals copy = new Totals(merges);
    copy.set(this);
    return copy;
  }

  void set(Totals other) {
    System.arraycopy(other.counts, 0, counts, 0, counts.length);
    System.arraycopy(other.low, 0, low, 0, low.length);
    System.arraycopy(other.high, 0, high, 0, high.length);
    System.arraycopy(other.doubles, 0, doubles, 0, doubles.length);
    System.arraycopy(other.lost, 0, lost, 0, lost.length);
  }

  /** Takes what a method of a loop gave, laid out as {@link Frame} says. */
  void add(long[] numbers, double[] reals) {
    for (int i = 0; i < merges.length; i++) {
      long count = numbers[i * Frame.STRIDE + Frame.COUNT];
      if (count > 0) {
        add(i, count, numbers, reals[i]);
        counts[i] += count;
      }
    }
  }

  private void add(int i, long count, long[] numbers, double real) {
    long first = numbers[i * Frame.STRIDE + Frame.LOW];
    boolean fresh = counts[i] == 0;
    switch (merges[i]) {
      case COUNT -> {}
      case LONG_SUM -> add(i, first, first >> 63);
      case WIDE_SUM -> addHalves(i, count, first, numbers[i * Frame.STRIDE + Frame.HIGH]);
      case DOUBLE_SUM -> add(i, real);
      case LONG_LEAST -> low[i] = fresh ? first : Math.min(low[i], first);
      case LONG_GREATEST -> low[i] = fresh ? first : Math.max(low[i], first);
      case DOUBLE_LEAST ->
          doubles[i] = fresh || ScalarSteps.less(real, doubles[i]) ? real : doubles[i];
      case DOUBLE_GREATEST ->
          doubles[i] = fresh || ScalarSteps.less(doubles[i], real) ? real : doubles[i];
    }
  }

  /** The values were moved by 2^63, and cut into halves that were added up apart. */
  private void addHalves(int i, long count, long lower, long upper) {
    add(i, lower, 0);
    add(i, upper << 32, upper >>> 32);
    add(i, -(count << 63), -(count >>> 1) - (count << 63 == 0 ? 0 : 1));
  }

  private void add(int i, long less, long more) {
    long before = low[i];
    low[i] = before + less;
    high[i] += more + (Long.compareUnsigned(low[i], before) < 0 ? 1 : 0);
  }

  private void add(int i, double value) {
    double sum = doubles[i];
    double next = sum + value;
    lost[i] += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    doubles[i] = next;
  }
}
