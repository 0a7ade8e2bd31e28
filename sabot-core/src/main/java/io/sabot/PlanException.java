package io.sabot;

import org.jspecify.annotations.Nullable;

/** The plan cannot work; thrown by the verb that would have built it, before anything runs. */
public final class PlanException extends SabotException {
  private static final long serialVersionUID = 1L;

  /** Ends a {@link Problem}; see {@link Problem#at}. */
  public PlanException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  @Override
  SabotException withProblem(Problem other) {
    return new PlanException(other, getCause());
  }
}
