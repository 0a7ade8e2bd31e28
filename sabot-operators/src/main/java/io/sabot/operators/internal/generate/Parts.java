package io.sabot.operators.internal.generate;

import io.sabot.expression.BoundExpression;
import io.sabot.expression.BoundExpression.BoundColumn;
import io.sabot.expression.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a loop would do into several, one after the other over the same block: a long loop is
 * compiled late and badly. Where conditions stand apart, they leave the rows they keep to the loops
 * behind them.
 */
final class Parts {
  /** Nodes that one loop computes, unless one expression has more. */
  private static final int LARGEST = 24;

  /** The rows that the loops before have kept, as a column. */
  static final BoundColumn ROWS = new BoundColumn(-1, "", Types.BOOL, false);

  /**
   * One loop.
   *
   * @param sinks which of all sinks its own are
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Part(Template.Filled filled, int[] sinks) {
    /** Whether the loops behind read which rows it leaves. */
    boolean keepsRows() {
      return sinks.length > 0 && sinks[0] == NO_TOTAL;
    }
  }

  /** The number of a sink that only notes rows. */
  private static final int NO_TOTAL = -1;

  private final List<Part> parts = new ArrayList<>();
  private List<BoundExpression> conditions = new ArrayList<>();
  private List<Sink> sinks = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private int size;

  private Parts() {}

  /** Loops that do together what one with these conditions and sinks would do. */
  static List<Part> of(List<BoundExpression> conditions, List<Sink> sinks) {
    Template.Filled whole = Template.of(conditions, sinks);
    if (whole.template().size() <= LARGEST) {
      return List.of(new Part(whole, numbers(sinks.size())));
    }
    Parts parts = new Parts();
    conditions.forEach(parts::keep);
    parts.endConditions();
    for (int i = 0; i < sinks.size(); i++) {
      parts.take(sinks.get(i), i);
    }
    parts.end();
    return parts.parts;
  }

  private static int[] numbers(int count) {
    int[] numbers = new int[count];
    java.util.Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private void keep(BoundExpression condition) {
    if (size > 0 && size + Template.size(condition) > LARGEST) {
      endConditions();
    }
    conditions.add(condition);
    size += Template.size(condition);
  }

  private void endConditions() {
    if (!conditions.isEmpty()) {
      parts.add(new Part(Template.of(conditions, List.of(new Sink.Rows())), new int[] {NO_TOTAL}));
      conditions = new ArrayList<>(List.of(ROWS));
    }
    size = 0;
  }

  private void take(Sink sink, int number) {
    BoundExpression argument = sink.argument();
    int more = argument == null ? 1 : Template.size(argument);
    if (!sinks.isEmpty() && size + more > LARGEST) {
      end();
    }
    sinks.add(sink);
    numbers.add(number);
    size += more;
  }

  private void end() {
    if (!sinks.isEmpty()) {
      int[] own = numbers.stream().mapToInt(Integer::intValue).toArray();
      parts.add(new Part(Template.of(conditions, sinks), own));
    }
    sinks = new ArrayList<>();
    numbers.clear();
    size = 0;
  }
}
