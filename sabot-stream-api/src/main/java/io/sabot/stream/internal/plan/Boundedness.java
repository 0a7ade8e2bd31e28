package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.internal.run.BlockingInputs;
import io.sabot.operator.BatchOperator;
import io.sabot.plan.Plan;
import io.sabot.source.Source;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a plan ends, derived from its sources, and the plans that are refused because it does
 * not.
 */
public final class Boundedness {
  private Boundedness() {}

  /** Whether the rows of this node come to an end. */
  public static boolean isBounded(Plan plan) {
    return Depth.bounded(() -> ends(plan));
  }

  private static boolean ends(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.source().boundedness() == Source.Boundedness.BOUNDED;
      case Plan.Limit limit -> true;
      default -> plan.inputs().stream().allMatch(Boundedness::ends);
    };
  }

  /**
   * Refuses a node whose operator would wait for the end of an input that has none. A grouping is
   * let be until something stands behind it, which may be that it gives changes as they come.
   */
  static void check(Plan node, BatchOperator operator) {
    List<Plan> inputs = node.inputs();
    inputs.forEach(Boundedness::checkLast);
    if (node instanceof Plan.GroupBy) {
      return;
    }
    if (node instanceof Plan.Join join) {
      checkJoin(join, operator.properties().blocking());
    } else {
      BlockingInputs.check(
          operator, input -> isBounded(inputs.get(input)) ? null : endless(inputs.get(input)));
    }
  }

  /** Refuses a plan that ends in a grouping of rows that never end. */
  public static void checkLast(Plan plan) {
    if (plan instanceof Plan.GroupBy groupBy && !isBounded(groupBy.input())) {
      throw Problem.at("GroupBy", ErrorCode.UNBOUNDED_INPUT)
          .rule("its input must end")
          .but("the input reads \"" + endless(groupBy.input()) + "\", which never ends")
          .cure(
              "give what changes with emitChanges(every) right behind aggregate, or take the first"
                  + " rows with limit(n) before it")
          .plan()
          .from(groupBy.origin());
    }
  }

  /** Joins are asked for by kind and side, so that is how they are refused. */
  private static void checkJoin(Plan.Join join, Set<Integer> blocking) {
    if (blocking.contains(1) && !isBounded(join.right())) {
      throw refused(
          "its right input, the build side, must end",
          "the right input",
          join.right(),
          "put the unbounded stream on the left");
    }
    if (blocking.contains(0) && !isBounded(join.left())) {
      throw refused(
          "a "
              + join.kind().name().toLowerCase(Locale.ROOT)
              + " join gives unmatched right rows once its left input ends",
          "the left input",
          join.left(),
          "use join or leftJoin");
    }
  }

  private static SabotException refused(String rule, String which, Plan input, String cure) {
    return Problem.at("HashJoin", ErrorCode.UNBOUNDED_INPUT)
        .rule(rule)
        .but(which + " reads \"" + endless(input) + "\", which never ends")
        .cure(cure)
        .plan();
  }

  private static String endless(Plan plan) {
    if (plan instanceof Plan.Scan scan) {
      return scan.source().name();
    }
    return plan.inputs().stream()
        .filter(input -> !isBounded(input))
        .map(Boundedness::endless)
        .findFirst()
        .orElse("a source");
  }
}
