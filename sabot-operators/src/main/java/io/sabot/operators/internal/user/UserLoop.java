package io.sabot.operators.internal.user;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Calls a function for rows, in order. */
public interface UserLoop {
  /**
   * Calls it and writes what it returns.
   *
   * @param function the function, of the class this loop was made for
   * @param arguments one per parameter
   * @param rows a bit per row for which it is called, or null where for all
   * @throws UserCallFailure where it throws
   */
  void run(
      Object function,
      UserArgument[] arguments,
      UserResult result,
      @Nullable MemorySegment rows,
      int length);
}
