package io.sabot;

import org.jspecify.annotations.Nullable;

/**
 * Every failure of Sabot: unchecked, with a stable {@link #code()} and a message that reads "where:
 * rule, but value; cure". The first failure of a run wins; later ones are suppressed within it.
 */
public abstract sealed class SabotException extends RuntimeException
    permits PlanException,
        RunException,
        MemoryLimitException,
        CancelledException,
        RestartException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  SabotException(Problem problem, @Nullable Throwable cause) {
    super(problem.message(), cause);
    this.problem = problem;
  }

  /** The stable code. */
  public final ErrorCode code() {
    return problem.code();
  }

  /** The parts of the message. */
  public final Problem problem() {
    return problem;
  }

  /** The same failure with the user's line added where it has none; stack and causes are kept. */
  public final SabotException from(@Nullable Origin line) {
    Problem named = problem.from(line);
    if (named == problem) {
      return this;
    }
    SabotException copy = withProblem(named);
    copy.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      copy.addSuppressed(suppressed);
    }
    return copy;
  }

  abstract SabotException withProblem(Problem other);
}
