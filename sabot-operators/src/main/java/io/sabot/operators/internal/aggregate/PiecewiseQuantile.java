package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.memory.Reservation;
import io.sabot.state.KeyEncoding;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** A quantile of one group, whose lists of values come in pieces, again and again. */
final class PiecewiseQuantile implements PiecewiseAggregate {
  private static final int STEP = 2048;

  private final AggregateCall call;
  private final BufferAllocator allocator;
  private final WordRanks order;
  private final RankSearch search;
  private final long[] words = new long[STEP];

  PiecewiseQuantile(
      AggregateCall call, double fraction, BufferAllocator allocator, Reservation reservation) {
    this.call = call;
    this.allocator = allocator;
    this.order = WordRanks.ascending(call.output().getType());
    this.search = new RankSearch(fraction, allocator, reservation);
  }

  @Override
  public int stateColumns() {
    return 1;
  }

  @Override
  public void take(List<Column> state, int rows) {
    try (Column values = ListState.values(state.getFirst(), rows, allocator)) {
      for (int from = 0; from < values.length(); from += STEP) {
        int count = Math.min(STEP, values.length() - from);
        KeyEncoding.words(values, from, count, words);
        order.rank(words, count);
        search.take(words, count);
      }
    }
  }

  @Override
  public boolean asksAgain() {
    return search.asksAgain();
  }

  @Override
  public Column finish() {
    try (Results results = new Results(call.output(), 1, allocator)) {
      if (!search.isEmpty()) {
        double low = real(search.below());
        results.putDouble(
            0,
            search.part() == 0 ? low : Quantile.between(low, real(search.above()), search.part()));
      }
      return results.column();
    }
  }

  private double real(long rank) {
    return Double.longBitsToDouble(order.word(rank));
  }

  @Override
  public void close() {
    search.close();
  }
}
