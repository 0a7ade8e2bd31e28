package io.sabot;

import org.jspecify.annotations.Nullable;

/**
 * What a job has read and written since its last commit is void, and nothing else is wrong: thrown
 * by a reader or a writer to have the job begin anew from what is committed. It goes on by itself;
 * only where it comes to no commit between several of these does it fail with the last of them.
 */
public final class RestartException extends SabotException {
  private static final long serialVersionUID = 1L;

  /** Ends a {@link Problem}; see {@link Problem#at}. */
  public RestartException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }

  @Override
  SabotException withProblem(Problem other) {
    return new RestartException(other, getCause());
  }
}
