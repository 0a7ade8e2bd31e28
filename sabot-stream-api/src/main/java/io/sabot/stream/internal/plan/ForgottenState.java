package io.sabot.stream.internal.plan;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import io.sabot.plan.Plan;
import io.sabot.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Refuses jobs that would be wrong behind a restart: they go on where was committed last, and what
 * an operator knew of the rows before is in no commit.
 */
public final class ForgottenState {
  private ForgottenState() {}

  /** Checks the plan of a job. One that ends commits at its end only: there is nothing between. */
  public static void check(Plan plan) {
    if (!Boundedness.isBounded(plan)) {
      look(plan);
    }
  }

  private static void look(Plan plan) {
    Source source = lasting(plan);
    if (source == null) {
      return;
    }
    switch (plan) {
      case Plan.Limit limit -> throw countsAnew(source).from(limit.origin());
      case Plan.Apply apply when !apply.operator().properties().keys().isEmpty() ->
          throw keepsInRun(apply.operator().name(), source).from(apply.origin());
      default -> plan.inputs().forEach(ForgottenState::look);
    }
  }

  /** A source below that goes on where was committed last, or null where there is none. */
  private static @Nullable Source lasting(Plan plan) {
    if (plan instanceof Plan.Scan scan) {
      Source source = scan.source();
      boolean lasts = source.commits() && source.boundedness() == Source.Boundedness.UNBOUNDED;
      return lasts ? source : null;
    }
    for (Plan input : plan.inputs()) {
      Source source = lasting(input);
      if (source != null) {
        return source;
      }
    }
    return null;
  }

  private static SabotException countsAnew(Source source) {
    return Problem.at("Limit", ErrorCode.INVALID_ARGUMENT)
        .rule(
            "beside rows that never end, a job must not count those of a source that goes on where"
                + " was committed last: each run would begin anew")
        .but("it counts those of \"" + source.name() + "\"")
        .cure(
            "bring the first rows elsewhere in a job of their own, or read the source without a"
                + " group")
        .plan();
  }

  private static SabotException keepsInRun(String operator, Source source) {
    return Problem.at(operator, ErrorCode.INVALID_ARGUMENT)
        .rule("what a job keeps by key must outlive its runs, which go on where was committed last")
        .but("what it keeps of \"" + source.name() + "\" ends with the run")
        .cure("keep it with distinct or emitChanges, or read the source without a group")
        .plan();
  }
}
