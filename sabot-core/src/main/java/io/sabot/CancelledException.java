package io.sabot;

import org.jspecify.annotations.Nullable;

/** The run was cancelled by its consumer, or its thread was interrupted. */
public final class CancelledException extends SabotException {
  private static final long serialVersionUID = 1L;

  /** Ends a {@link Problem}; see {@link Problem#at}. */
  public CancelledException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  @Override
  SabotException withProblem(Problem other) {
    return new CancelledException(other, getCause());
  }
}
