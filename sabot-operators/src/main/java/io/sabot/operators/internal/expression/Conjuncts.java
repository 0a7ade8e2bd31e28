package io.sabot.operators.internal.expression;

import io.sabot.operators.internal.pipeline.Verb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Conditions of which all must be true, and that cannot fail where there are several: the rows that
 * are left are the same in any order, the work is not. Now and then each is tried on all rows; then
 * the one that drops most for its cost goes first, until the next trial.
 */
final class Conjuncts {
  /** Slices between two trials. */
  private static final int TRIAL = 64;

  /** A condition, and what it costs per row. */
  record Condition(Node node, int cost, Verb verb) {
    Operand evaluate(PipelineRows rows) {
      return verb.call(() -> node.evaluate(rows.frame(verb.name())));
    }
  }

  /** What a trial found. */
  private record Tried(Condition condition, double passed) {
    /** Cost per row that is dropped. */
    double rank() {
      return condition.cost() / Math.max(1 - passed, 1e-9);
    }
  }

  private List<Condition> order;
  private int untilTrial;

  /** Conditions as they were written. */
  Conjuncts(List<Condition> conditions) {
    order = List.copyOf(conditions);
  }

  /** Drops the rows for which one of them is not true. */
  void restrict(PipelineRows rows) {
    if (order.size() > 1 && untilTrial-- == 0) {
      untilTrial = TRIAL;
      tryAll(rows);
      return;
    }
    for (Condition condition : order) {
      rows.keep(condition.evaluate(rows));
      if (rows.left() == 0) {
        return;
      }
      rows.compact();
    }
  }

  private void tryAll(PipelineRows rows) {
    List<Operand> results = new ArrayList<>();
    try {
      int before = rows.left();
      List<Tried> tried = new ArrayList<>();
      for (Condition condition : order) {
        Operand result = condition.evaluate(rows);
        results.add(result);
        tried.add(new Tried(condition, (double) rows.count(result) / before));
      }
      order =
          tried.stream()
              .sorted(Comparator.comparingDouble(Tried::rank))
              .map(Tried::condition)
              .toList();
      while (!results.isEmpty()) {
        rows.keep(results.removeLast());
      }
    } finally {
      results.forEach(Operand::close);
    }
    rows.compact();
  }

  /** The conditions in the order in which they are tested now. */
  List<Condition> order() {
    return order;
  }
}
