package io.sabot.operators.internal.table;

import org.jspecify.annotations.Nullable;

/**
 * Consecutive rows of a piece, as one thread reads their words, step by step.
 *
 * @param words those of the piece
 * @param valid the rows of the piece that have a key, or null where all do
 * @param from the first row, within the piece
 * @param first the number of that row among all
 */
record WordRun(Words words, long @Nullable [] valid, int from, int count, int first) {
  /** The words of the rows of a piece, for any number of threads. */
  interface Words {
    /** For one thread. */
    Reader reader();
  }

  /** Leaves the words of rows that follow each other in an array. */
  interface Reader {
    void read(int from, int count, long[] words);
  }

  /** What is done with the words of a step and the numbers of their rows. */
  interface Visitor {
    void visit(long[] words, int[] rows, int count);
  }

  /** Shows all rows that have a key, at most {@link WordIndex#STEP} at a time. */
  void visit(Visitor visitor) {
    Reader reader = words.reader();
    long[] step = new long[Math.min(WordIndex.STEP, count)];
    int[] rows = new int[step.length];
    for (int done = 0; done < count; done += step.length) {
      int some = Math.min(step.length, count - done);
      reader.read(from + done, some, step);
      visitor.visit(
          step, rows, valid == null ? all(rows, done, some) : set(step, rows, done, some));
    }
  }

  private int all(int[] rows, int done, int some) {
    for (int i = 0; i < some; i++) {
      rows[i] = first + done + i;
    }
    return some;
  }

  /** Leaves out rows without a key, without a branch. */
  private int set(long[] step, int[] rows, int done, int some) {
    int kept = 0;
    for (int i = 0; i < some; i++) {
      step[kept] = step[i];
      rows[kept] = first + done + i;
      kept += RowBits.get(valid, from + done + i) ? 1 : 0;
    }
    return kept;
  }
}
