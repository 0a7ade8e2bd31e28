package io.sabot.operators.internal.expression;

import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;

/**
 * The elements of lists one behind the other, in the order of the lists. Those of adjacent lists
 * are shared; views, which may lie anywhere, are gathered.
 *
 * @param column the elements; entries where the lists are maps
 * @param starts where each list begins, and behind them where the last one ends; what lies beneath
 *     a null list means nothing
 */
@SuppressWarnings("ArrayRecordComponent")
record Elements(Column column, int[] starts) implements AutoCloseable {

  /** The elements of the lists of an operand, which stays with the caller. */
  static Elements of(Frame frame, Operand lists) {
    Spans spans = Spans.of(lists.column());
    return spans.areAdjacent()
        ? shared(frame, lists.column(), spans)
        : gathered(frame, lists.column(), spans);
  }

  private static Elements shared(Frame frame, Column lists, Spans spans) {
    int[] starts = new int[lists.length() + 1];
    int first = spans.start(0);
    for (int row = 0; row < starts.length; row++) {
      starts[row] = spans.start(row) - first;
    }
    int count = starts[lists.length()];
    return new Elements(lists.child(0).slice(first, count, frame.allocator()), starts);
  }

  private static Elements gathered(Frame frame, Column lists, Spans spans) {
    int[] starts = new int[lists.length() + 1];
    RowIds rows = new RowIds(lists.length());
    for (int row = 0; row < lists.length(); row++) {
      int size = spans.isNull(row) ? 0 : spans.size(row);
      int start = size == 0 ? 0 : spans.start(row);
      for (int i = 0; i < size; i++) {
        rows.add(start + i);
      }
      starts[row + 1] = rows.size();
    }
    return new Elements(Take.rows(lists.child(0), rows, frame.allocator()), starts);
  }

  @Override
  public void close() {
    column.close();
  }
}
