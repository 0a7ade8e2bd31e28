package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * The value below which a fraction of the doubles of a group lies, between two of them by linear
 * interpolation. All values are kept; NaN is the largest.
 */
final class Quantile implements Accumulator {
  private final AggregateCall call;
  private final double fraction;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final GroupedWords values;
  private final WordRanks order;
  private final Field value;
  private long[] words = {};

  Quantile(
      AggregateCall call, double fraction, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.fraction = fraction;
    this.allocator = allocator;
    this.reservation = reservation;
    this.values = new GroupedWords(allocator, reservation);
    ArrowType type = call.output().getType();
    this.order = WordRanks.ascending(type);
    this.value = new Field("value", FieldType.notNullable(type), null);
  }

  @Override
  public void resize(int groups) {
    values.resize(groups);
  }

  @Override
  public void update(List<Column> arguments, int[] groups, int rows) {
    Column argument = arguments.getFirst();
    words = words.length < rows ? new long[rows] : words;
    KeyEncoding.words(argument, words);
    order.rank(words, rows);
    values.add(words, LogicalValidity.of(argument, allocator), groups, rows);
  }

  @Override
  public void merge(Accumulator other, int[] groups) {
    if (other instanceof Quantile quantile) {
      values.takeAll(quantile.values, groups);
    } else {
      Accumulator.super.merge(other, groups);
    }
  }

  @Override
  public Column finish(int first, int count) {
    try (Results results = new Results(call.output(), count, allocator);
        RankedWords ranked =
            new RankedWords(values, fraction, first, count, allocator, reservation)) {
      for (int i = 0; i < count; i++) {
        if (ranked.find(first + i)) {
          double low = real(ranked.below());
          double part = ranked.part();
          results.putDouble(i, part == 0 ? low : between(low, real(ranked.above()), part));
        }
      }
      return results.column();
    }
  }

  /** Part of the way from one value to the next. */
  static double between(double low, double high, double part) {
    return low == high ? low : low * (1 - part) + high * part;
  }

  private double real(long rank) {
    return Double.longBitsToDouble(order.word(rank));
  }

  @Override
  public boolean finishesSideBySide() {
    return true;
  }

  @Override
  public List<Field> stateFields() {
    return List.of(ListState.field(value));
  }

  @Override
  public List<Column> write(int[] groups, int count) {
    int[] ends = new int[count];
    int rows = 0;
    for (int i = 0; i < count; i++) {
      rows += values.count(groups[i]);
      ends[i] = rows;
    }
    try (Results results = new Results(value, rows, allocator)) {
      Writing writing = new Writing(results, order);
      for (int i = 0; i < count; i++) {
        values.each(groups[i], writing);
      }
      Field lists = stateFields().getFirst();
      return List.of(
          ListState.lists(lists, allocator.getEmpty(), ends, results.column(), allocator));
    }
  }

  /** Puts the words of all ranks that it is shown behind one another. */
  private static final class Writing implements GroupedWords.Taker {
    private final Results results;
    private final WordRanks order;
    private int row;

    Writing(Results results, WordRanks order) {
      this.results = results;
      this.order = order;
    }

    @Override
    public void take(MemorySegment segment, long from, int count) {
      for (long at = from; at < from + ((long) count << 3); at += Long.BYTES) {
        results.putLong(row++, order.word(segment.get(Memory.LONG, at)));
      }
    }
  }

  @Override
  public void read(List<Column> state, int[] groups, int rows) {
    ListState.update(this, state.getFirst(), groups, rows, allocator);
  }

  @Override
  public void close() {
    values.close();
  }
}
