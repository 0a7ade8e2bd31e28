package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.operators.internal.table.RowBits;
import io.sabot.state.KeyEncoding;
import org.jspecify.annotations.Nullable;

/** The values of an argument, a step of rows at a time, so that they stay in the nearest cache. */
final class ArgumentWords {
  private static final int STEP = 2048;

  private final long[] words = new long[STEP];
  private final int[] groups = new int[STEP];

  /** What is done with a step of values: those of nulls are replaced before. */
  interface Step {
    void take(long[] words, int[] groups, int rows);
  }

  /**
   * Shows all values.
   *
   * @param ofNull the word that stands for a null
   */
  void each(
      Column argument, long @Nullable [] valid, long ofNull, int[] groupIds, int rows, Step step) {
    for (int from = 0; from < rows; from += STEP) {
      int count = Math.min(STEP, rows - from);
      KeyEncoding.words(argument, from, count, words);
      if (valid != null) {
        RowBits.replaceNulls(valid, from, count, words, ofNull);
      }
      System.arraycopy(groupIds, from, groups, 0, count);
      step.take(words, groups, count);
    }
  }
}
