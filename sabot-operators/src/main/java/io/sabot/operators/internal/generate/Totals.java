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
    INT_LEAST,
    INT_GREATEST,
    LONG_LEAST,
    LONG_GREATEST,
    FLOAT_LEAST,
    FLOAT_GREATEST,
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
      case Sink.Rows rows -> throw new IllegalArgumentException("rows have no total");
      case Sink.Count count -> Merge.COUNT;
      case Sink.Sum sum -> sum(sum.argument().type());
      case Sink.Extreme extreme -> {
        boolean least = extreme.end() == Sink.End.LEAST;
        yield switch (Lane.known(extreme.argument().type())) {
          case INT -> least ? Merge.INT_LEAST : Merge.INT_GREATEST;
          case FLOAT -> least ? Merge.FLOAT_LEAST : Merge.FLOAT_GREATEST;
          case DOUBLE -> least ? Merge.DOUBLE_LEAST : Merge.DOUBLE_GREATEST;
          default -> least ? Merge.LONG_LEAST : Merge.LONG_GREATEST;
        };
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

  /**
   * Takes what a method of a loop gave.
   *
   * @param sinks which of the sinks those of the loop are; −1 has no total
   */
  void add(Operands given, int lanes, int[] sinks) {
    for (int i = 0; i < sinks.length; i++) {
      long count = given.counts[i];
      if (count > 0 && sinks[i] >= 0) {
        int first = i * Operands.LANES;
        add(sinks[i], count, given, first, first + lanes);
        counts[sinks[i]] += count;
      }
    }
  }

  private void add(int i, long count, Operands given, int from, int to) {
    boolean fresh = counts[i] == 0;
    switch (merges[i]) {
      case COUNT -> {}
      case LONG_SUM -> {
        long sum = sum(given.longs, from, to);
        add(i, sum, sum >> 63);
      }
      case WIDE_SUM -> addHalves(i, count, sum(given.longs, from, to), sum(given.uppers, from, to));
      case DOUBLE_SUM -> add(i, sum(given.doubles, from, to));
      case INT_LEAST, INT_GREATEST -> {
        for (int lane = from; lane < to; lane++) {
          keep(i, given.ints[lane], fresh && lane == from);
        }
      }
      case LONG_LEAST, LONG_GREATEST -> {
        for (int lane = from; lane < to; lane++) {
          keep(i, given.longs[lane], fresh && lane == from);
        }
      }
      case FLOAT_LEAST, FLOAT_GREATEST -> {
        for (int lane = from; lane < to; lane++) {
          keep(i, (double) given.floats[lane], fresh && lane == from);
        }
      }
      case DOUBLE_LEAST, DOUBLE_GREATEST -> {
        for (int lane = from; lane < to; lane++) {
          keep(i, given.doubles[lane], fresh && lane == from);
        }
      }
    }
  }

  private static long sum(long[] lanes, int from, int to) {
    long sum = 0;
    for (int lane = from; lane < to; lane++) {
      sum += lanes[lane];
    }
    return sum;
  }

  private static double sum(double[] lanes, int from, int to) {
    double sum = lanes[from];
    for (int lane = from + 1; lane < to; lane++) {
      sum += lanes[lane];
    }
    return sum;
  }

  /** Keeps an integer where it is the first or beats the one that is kept. */
  private void keep(int i, long value, boolean first) {
    boolean least = merges[i] == Merge.INT_LEAST || merges[i] == Merge.LONG_LEAST;
    low[i] = first ? value : least ? Math.min(low[i], value) : Math.max(low[i], value);
  }

  private void keep(int i, double value, boolean first) {
    boolean least = merges[i] == Merge.FLOAT_LEAST || merges[i] == Merge.DOUBLE_LEAST;
    double kept = doubles[i];
    boolean beats = least ? ScalarSteps.less(value, kept) : ScalarSteps.less(kept, value);
    doubles[i] = first || beats ? value : kept;
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
