package io.sabot.stream.internal.plan;

import io.sabot.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;

/** The rewrite rules, applied bottom-up, each node once per rule, in this order. */
public final class Rules {
  private static final List<UnaryOperator<Plan>> NODE_RULES =
      List.of(Rules::sortThenLimit, Rules::limitThenLimit);

  private Rules() {}

  /** An equivalent plan that does less. */
  public static Plan rewrite(Plan plan) {
    Plan rewritten = plan;
    for (UnaryOperator<Plan> rule : NODE_RULES) {
      rewritten = bottomUp(rewritten, rule);
    }
    return PredicatePushDown.apply(ColumnPruning.apply(rewritten));
  }

  private static Plan bottomUp(Plan plan, UnaryOperator<Plan> rule) {
    List<Plan> inputs = plan.inputs().stream().map(input -> bottomUp(input, rule)).toList();
    return rule.apply(inputs.equals(plan.inputs()) ? plan : plan.withInputs(inputs));
  }

  /** The first rows of an order need not order the rest. */
  private static Plan sortThenLimit(Plan plan) {
    return plan instanceof Plan.Limit(Plan.Sort sort, long rows, var origin)
        ? new Plan.TopN(sort.input(), sort.keys(), rows, sort.origin())
        : plan;
  }

  private static Plan limitThenLimit(Plan plan) {
    return plan instanceof Plan.Limit(Plan.Limit inner, long rows, var origin)
        ? new Plan.Limit(inner.input(), Math.min(rows, inner.rows()), origin)
        : plan;
  }
}
