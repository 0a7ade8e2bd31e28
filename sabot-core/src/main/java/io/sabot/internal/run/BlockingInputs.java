package io.sabot.internal.run;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.operator.BatchOperator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Refuses operators that would wait for the end of an input that has none. */
public final class BlockingInputs {
  private BlockingInputs() {}

  /**
   * Checks the inputs on which an operator declares to block.
   *
   * @param endless the name of the source behind an input, by its number, that never ends; null for
   *     an input that does end
   * @throws PlanException naming the operator, the input and its source
   */
  public static void check(BatchOperator operator, IntFunction<@Nullable String> endless) {
    Set<Integer> blocking = operator.properties().blocking();
    for (int input : new TreeSet<>(blocking)) {
      String source = input < operator.inputs() ? endless.apply(input) : null;
      if (source != null) {
        throw refused(operator, input, source, blocking.size() < operator.inputs());
      }
    }
  }

  private static PlanException refused(
      BatchOperator operator, int input, String source, boolean others) {
    boolean single = operator.inputs() == 1;
    return Problem.at(operator.name(), ErrorCode.UNBOUNDED_INPUT)
        .rule("its input " + (single ? "" : input + " ") + "must end")
        .but((single ? "the input" : "it") + " reads \"" + source + "\", which never ends")
        .cure(
            others
                ? "make the endless input one on which it does not wait, or take the first rows"
                    + " with limit(n) before it"
                : "take the first rows with limit(n) before it")
        .plan();
  }
}
