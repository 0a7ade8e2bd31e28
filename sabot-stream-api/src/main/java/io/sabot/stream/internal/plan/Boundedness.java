package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.plan.Plan;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Source;

/** Whether a plan ends, derived from its sources, and the plans that are refused because it does not. */
public final class Boundedness {
  private Boundedness() {}

  /** Whether the rows of this node come to an end. */
  public static boolean isBounded(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan.source().boundedness() == Source.Boundedness.BOUNDED;
      case Plan.Limit limit -> true;
      default -> plan.inputs().stream().allMatch(Boundedness::isBounded);
    };
  }

  /** Refuses a node that would wait for the end of an input that has none. */
  static void check(Plan node) {
    switch (node) {
      case Plan.Sort sort -> needsEnd(sort, "Sort", "take the first rows with limit(n) before it");
      case Plan.TopN topN -> needsEnd(topN, "TopN", "take the first rows with limit(n) before it");
      case Plan.GroupBy groupBy ->
          needsEnd(groupBy, "GroupBy", "take the first rows with limit(n) before it");
      case Plan.Join join -> checkJoin(join);
      case Plan.Apply apply when apply.operator().properties().blocking() ->
          needsEnd(apply, apply.operator().name(), "take the first rows with limit(n) before it");
      default -> {}
    }
  }

  private static void needsEnd(Plan node, String name, String cure) {
    for (Plan input : node.inputs()) {
      if (!isBounded(input)) {
        throw refused(node, name, "its input must end", "the input", input, cure);
      }
    }
  }

  private static void checkJoin(Plan.Join join) {
    if (!isBounded(join.right())) {
      throw refused(
          join,
          "HashJoin",
          "its right input, the build side, must end",
          "the right input",
          join.right(),
          "put the unbounded stream on the left");
    }
    boolean waitsForLeft = join.kind() == JoinKind.RIGHT || join.kind() == JoinKind.FULL;
    if (waitsForLeft && !isBounded(join.left())) {
      throw refused(
          join,
          "HashJoin",
          "a " + join.kind().name().toLowerCase(java.util.Locale.ROOT)
              + " join gives unmatched right rows once its left input ends",
          "the left input",
          join.left(),
          "use join or leftJoin");
    }
  }

  private static SabotException refused(
      Plan node, String name, String rule, String which, Plan input, String cure) {
    PlanException problem =
        Problem.at(name, ErrorCode.UNBOUNDED_INPUT)
            .rule(rule)
            .but(which + " reads \"" + endless(input) + "\", which never ends")
            .cure(cure)
            .plan();
    return problem.from(node.origin());
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
