package io.sabot;

import org.jspecify.annotations.Nullable;

/** A run failed: a source, an operator, a function of the user, or a value in the data. */
public final class RunException extends SabotException {
  private static final long serialVersionUID = 1L;

  /** Ends a {@link Problem}; see {@link Problem#at}. */
  public RunException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  @Override
  SabotException withProblem(Problem other) {
    return new RunException(other, getCause());
  }
}
