package io.sabot.batch;

/**
 * Which rows of a batch count, in order. Immutable. {@link All} forwards untouched, {@link None}
 * stands for an empty result, the others are resolved by {@link Batch#dense}.
 */
public sealed interface Selection
    permits Selection.All, Selection.None, Selection.Range, Selection.Rows, MarkedRows {
  /** Every row. */
  Selection ALL = new All();

  /** No row. */
  Selection NONE = new None();

  /** How many of {@code rowCount} rows are selected. */
  int count(int rowCount);

  /** The index of the {@code position}-th selected row. */
  int row(int position);

  /** The first {@code count} rows of this selection over {@code rowCount} rows. */
  default Selection first(int count, int rowCount) {
    return part(0, count, rowCount);
  }

  /** The selected rows at positions {@code start} to {@code end}, exclusive. */
  Selection part(int start, int end, int rowCount);

  /** Every row. */
  record All() implements Selection {
    @Override
    public int count(int rowCount) {
      return rowCount;
    }

    @Override
    public int row(int position) {
      return position;
    }

    @Override
    public Selection part(int start, int end, int rowCount) {
      return start == 0 && end == rowCount ? this : start == end ? NONE : new Range(start, end);
    }
  }

  /** No row. */
  record None() implements Selection {
    @Override
    public int count(int rowCount) {
      return 0;
    }

    @Override
    public int row(int position) {
      throw new IndexOutOfBoundsException(position);
    }

    @Override
    public Selection part(int start, int end, int rowCount) {
      return this;
    }
  }

  /** Rows {@code start} to {@code end}, exclusive. */
  record Range(int start, int end) implements Selection {
    @Override
    public int count(int rowCount) {
      return end - start;
    }

    @Override
    public int row(int position) {
      return start + position;
    }

    @Override
    public Selection part(int from, int to, int rowCount) {
      return from == to ? NONE : new Range(start + from, start + to);
    }
  }

  /**
   * The first {@code size} entries of {@code rows}. The array is not copied and must not change
   * afterwards.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Rows(int[] rows, int size) implements Selection {
    @Override
    public int count(int rowCount) {
      return size;
    }

    @Override
    public int row(int position) {
      return rows[position];
    }

    @Override
    public Selection part(int start, int end, int rowCount) {
      return start == end
          ? NONE
          : new Rows(java.util.Arrays.copyOfRange(rows, start, end), end - start);
    }
  }
}
