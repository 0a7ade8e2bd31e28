package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.SabotException;
import java.util.function.Supplier;
import org.apache.arrow.memory.OutOfMemoryException;

/** Calls functions that the user gave, so that what they throw is told from faults of our own. */
public final class UserCode {
  private UserCode() {}

  /**
   * The function's answer.
   *
   * @param where what the function is called
   * @throws SabotException with {@link ErrorCode#USER_FUNCTION_FAILED} and the cause; refused
   *     memory and this library's own exceptions pass as they are
   */
  public static <T> T call(String where, Supplier<T> function) {
    try {
      return function.get();
    } catch (OutOfMemoryException | OutOfMemoryError known) {
      throw known;
    } catch (Throwable thrown) {
      throw failed(where, thrown);
    }
  }

  /** The exception for a function, or something it gave, that threw. */
  public static SabotException failed(String where, Throwable thrown) {
    if (thrown instanceof SabotException known) {
      return known;
    }
    return Problem.at(where, ErrorCode.USER_FUNCTION_FAILED)
        .rule("code given to the library must not throw")
        .but("it threw " + thrown)
        .cause(thrown)
        .cure(
            "mend it where the stack trace of the cause begins, or filter out what it cannot take")
        .run();
  }
}
