package io.sabot.stream.internal.plan;

import io.sabot.operators.NeededKeys;
import io.sabot.plan.Plan;
import io.sabot.source.Statistics;
import java.util.List;

/**
 * What is known of the number of rows of a node before it runs.
 *
 * @param most there are no more, {@link Long#MAX_VALUE} where nobody knows
 * @param likely there should be as many; an estimate that errs on the low side, 0 where nobody
 *     knows
 */
record RowCount(long most, long likely) {
  /** A filter is taken to keep one row in so many. */
  private static final int FILTERED = 10;

  private static final RowCount UNKNOWN = new RowCount(Long.MAX_VALUE, 0);

  static RowCount of(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> of(scan.source().statistics());
      case Plan.Filter filter -> filtered(of(filter.input()));
      case Plan.WithColumns with -> of(with.input());
      case Plan.Select select -> of(select.input());
      case Plan.Sort sort -> of(sort.input());
      case Plan.Exchange exchange -> of(exchange.input());
      case Plan.Limit limit -> of(limit.input()).atMost(limit.rows());
      case Plan.TopN topN -> of(topN.input()).atMost(topN.rows());
      case Plan.Distinct distinct -> new RowCount(of(distinct.input()).most, 0);
      case Plan.GroupBy groupBy when groupBy.keys().isEmpty() -> new RowCount(1, 1);
      case Plan.GroupBy groupBy -> new RowCount(of(groupBy.input()).most, 0);
      case Plan.Union union ->
          union.inputs().stream().map(RowCount::of).reduce(new RowCount(0, 0), RowCount::plus);
      case Plan.Join join -> of(join);
      case Plan.Unnest unnest -> UNKNOWN;
      case Plan.EmitChanges changes -> UNKNOWN;
      case Plan.Apply(List<Plan> inputs, NeededKeys keys, var origin) ->
          filtered(of(inputs.getFirst()));
      case Plan.Apply apply -> UNKNOWN;
    };
  }

  private static RowCount filtered(RowCount input) {
    return new RowCount(input.most, input.likely / FILTERED);
  }

  private static RowCount of(Statistics statistics) {
    return statistics.rows().isPresent()
        ? new RowCount(statistics.rows().getAsLong(), statistics.rows().getAsLong())
        : UNKNOWN;
  }

  /** Pairs fan out; a side that is kept comes out at least once. */
  private static RowCount of(Plan.Join join) {
    RowCount left = of(join.left());
    RowCount right = of(join.right());
    return switch (join.kind()) {
      case INNER -> UNKNOWN;
      case LEFT -> new RowCount(Long.MAX_VALUE, left.likely);
      case RIGHT -> new RowCount(Long.MAX_VALUE, right.likely);
      case FULL -> new RowCount(Long.MAX_VALUE, Math.max(left.likely, right.likely));
      case SEMI, ANTI -> new RowCount(left.most, 0);
    };
  }

  private RowCount atMost(long rows) {
    return new RowCount(Math.min(most, rows), Math.min(likely, rows));
  }

  private RowCount plus(RowCount other) {
    long sum = most + other.most;
    return new RowCount(sum < 0 ? Long.MAX_VALUE : sum, likely + other.likely);
  }
}
