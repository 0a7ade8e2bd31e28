package io.sabot.operators.internal.table;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.Problem;
import java.util.Locale;

/**
 * What to throw where memory does not hold a state that outlives its run.
 *
 * @param where the operator
 * @param state what the state is called
 * @param fewer how to keep less of it
 */
public record StateLimit(String where, String state, String fewer) {
  /** Where so many keys are held in so many bytes. */
  public MemoryLimitException tooMany(long keys, long bytes, MemoryLimitException refused) {
    return Problem.at(where, ErrorCode.MEMORY_LIMIT)
        .rule("the state of \"" + state + "\" must fit the memory of the run")
        .but(
            String.format(Locale.ROOT, "with %,d keys in %,d bytes it asked for more", keys, bytes))
        .cause(refused)
        .cure(
            "allow more with withMemoryBudget, "
                + fewer
                + ", or share the work with more members of the group; this state does not go to"
                + " disk")
        .memory();
  }
}
