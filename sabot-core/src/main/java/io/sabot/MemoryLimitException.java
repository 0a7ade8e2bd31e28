package io.sabot;

import org.jspecify.annotations.Nullable;

/** The memory budget of the run, or the allocator beneath it, refused. */
public final class MemoryLimitException extends SabotException {
  private static final long serialVersionUID = 1L;

  /** Ends a {@link Problem}; see {@link Problem#at}. */
  public MemoryLimitException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  @Override
  SabotException withProblem(Problem other) {
    return new MemoryLimitException(other, getCause());
  }
}
