package io.sabot.operators.internal.table;

import io.sabot.batch.Column;
import io.sabot.state.KeyEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive rows of a column of words, as one thread reads them, step by step.
 *
 * @param valid the rows of the column that hold a value, or null where all do
 * @param from the first row, within the column
 * @param first the number of that row among all
 */
record WordRun(Column column, long @Nullable [] valid, int from, int count, int first) {
  /** What is done with the words of a step and the numbers of their rows. */
  interface Visitor {
    void visit(long[] words, int[] rows, int count);
  }

  /** Shows all rows that hold a value, at most {@link WordIndex#STEP} at a time. */
  void visit(Visitor visitor) {
    long[] words = new long[Math.min(WordIndex.STEP, count)];
    int[] rows = new int[words.length];
    for (int done = 0; done < count; done += words.length) {
      int some = Math.min(words.length, count - done);
      KeyEncoding.words(column, from + done, some, words);
      visitor.visit(
          words, rows, valid == null ? all(rows, done, some) : set(words, rows, done, some));
    }
  }

  private int all(int[] rows, int done, int some) {
    for (int i = 0; i < some; i++) {
      rows[i] = first + done + i;
    }
    return some;
  }

  /** Leaves out rows without a value, without a branch. */
  private int set(long[] words, int[] rows, int done, int some) {
    int kept = 0;
    for (int i = 0; i < some; i++) {
      words[kept] = words[i];
      rows[kept] = first + done + i;
      kept += RowBits.get(valid, from + done + i) ? 1 : 0;
    }
    return kept;
  }
}
