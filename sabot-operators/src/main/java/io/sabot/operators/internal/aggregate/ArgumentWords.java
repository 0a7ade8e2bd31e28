package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.operators.internal.table.LogicalValidity;
import io.sabot.operators.internal.table.RowBits;
import io.sabot.state.KeyEncoding;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The values of an argument, a step of rows at a time, so that they stay in the nearest cache. */
final class ArgumentWords {
  private static final int STEP = RowSteps.ROWS;

  private final long[] words = new long[STEP];
  private final int[] groups = new int[STEP];
  private @Nullable Column argument;
  private long @Nullable [] valid;

  /** What is done with a step of values: those of nulls are replaced before. */
  interface Step {
    void take(long[] words, int[] groups, int rows);
  }

  /**
   * Goes over to other values, which stay with the caller.
   *
   * @return a bit for each that is not null, or null where none is
   */
  long @Nullable [] begin(Column values, BufferAllocator allocator) {
    argument = values;
    valid = LogicalValidity.of(values, allocator);
    return valid;
  }

  /** Whether any value is null. */
  boolean hasNulls() {
    return valid != null;
  }

  /** The values themselves, of a type that has them side by side. */
  MemorySegment values() {
    return argument.segment(1);
  }

  /**
   * Shows values from {@code first} to before {@code end}.
   *
   * @param ofNull the word that stands for a null
   */
  void each(long ofNull, int[] groupIds, int first, int end, Step step) {
    for (int from = first; from < end; from += STEP) {
      int count = Math.min(STEP, end - from);
      KeyEncoding.words(argument, from, count, words);
      if (valid != null) {
        RowBits.replaceNulls(valid, from, count, words, ofNull);
      }
      System.arraycopy(groupIds, from, groups, 0, count);
      step.take(words, groups, count);
    }
  }
}
