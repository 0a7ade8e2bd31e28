package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.plan.Plan.JoinKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A probe batch and how far its rows are answered: a row, and one of the build rows of its key. */
final class Probe implements AutoCloseable {
  private final JoinShape shape;
  private final BuildSide build;
  private final RowIds left = new RowIds(8);
  private final RowIds right = new RowIds(8);
  private @Nullable Batch batch;
  private int[] ids = {};
  private int rows;
  private int row;
  private int within;

  Probe(JoinShape shape, BuildSide build) {
    this.shape = shape;
    this.build = build;
  }

  /** Starts on a flat batch, which passes to this, also on failure. */
  void open(Batch flat) {
    batch = flat;
    rows = flat.length();
    row = 0;
    within = 0;
    ids = ids.length < rows ? new int[rows] : ids;
    List<Column> keys = new ArrayList<>();
    for (int ordinal : shape.leftKeys) {
      keys.add(flat.column(ordinal));
    }
    build.find(keys, rows, ids);
    if (shape.keepsRight()) {
      build.mark(ids, rows);
    }
  }

  boolean isOpen() {
    return batch != null;
  }

  Batch batch() {
    return batch;
  }

  /** The probe rows of the current output batch. */
  RowIds left() {
    return left;
  }

  /** The build rows of the current output batch. */
  RowIds right() {
    return right;
  }

  /** Fills the next output batch of up to {@code limit} rows; false where no row is left. */
  boolean next(int limit) {
    left.clear();
    right.clear();
    while (row < rows && left.size() < limit) {
      if (shape.leftOnly()) {
        leftOnly(limit);
      } else if (build.isNumberedByRow()) {
        rowPairs(limit);
      } else if (build.isUnique()) {
        uniquePairs(limit);
      } else {
        pairs(limit);
      }
    }
    return left.size() > 0;
  }

  /** Where to stop at the latest, so that no more than {@code limit} rows come out. */
  private int end(int limit) {
    return Math.min(rows, row + limit - left.size());
  }

  /** Rows are written behind the others and then counted or not: no branch depends on the ids. */
  private void leftOnly(int limit) {
    int unwanted = shape.kind == JoinKind.SEMI ? 1 : 0;
    int end = end(limit);
    int count = left.size();
    long[] to = left.room(count + end - row);
    for (int i = row; i < end; i++) {
      to[count] = i;
      count += ids[i] >>> 31 ^ unwanted;
    }
    left.resize(count);
    row = end;
  }

  private void rowPairs(int limit) {
    int end = end(limit);
    int from = left.size();
    long[] lefts = left.room(from + end - row);
    long[] rights = right.room(from + end - row);
    int count = shape.keepsLeft() ? all(lefts, rights, from, end) : some(lefts, rights, from, end);
    left.resize(count);
    right.resize(count);
    row = end;
    build.toRows(rights, from, count);
  }

  private int all(long[] lefts, long[] rights, int from, int end) {
    int count = from;
    for (int i = row; i < end; i++) {
      lefts[count] = i;
      rights[count++] = ids[i];
    }
    return count;
  }

  private int some(long[] lefts, long[] rights, int from, int end) {
    int count = from;
    for (int i = row; i < end; i++) {
      int id = ids[i];
      lefts[count] = i;
      rights[count] = id;
      count += id >>> 31 ^ 1;
    }
    return count;
  }

  /** The id of a key is the position of its one row. */
  private void uniquePairs(int limit) {
    MemorySegment order = build.order();
    while (row < rows && left.size() < limit) {
      int id = ids[row];
      if (id < 0) {
        alone();
      } else {
        left.add(row++);
        right.add(order.get(Memory.LONG, (long) id << 3));
      }
    }
  }

  private void pairs(int limit) {
    MemorySegment starts = build.starts();
    MemorySegment order = build.order();
    while (row < rows && left.size() < limit) {
      int id = ids[row];
      if (id < 0) {
        alone();
        continue;
      }
      int from = starts.get(Memory.INT, (long) id << 2) + within;
      int end = starts.get(Memory.INT, id + 1L << 2);
      int to = Math.min(end, from + limit - left.size());
      for (int at = from; at < to; at++) {
        left.add(row);
        right.add(order.get(Memory.LONG, (long) at << 3));
      }
      within = to < end ? within + to - from : 0;
      row += to < end ? 0 : 1;
    }
  }

  private void alone() {
    if (shape.keepsLeft()) {
      left.add(row);
      right.add(RowIds.NULL_ROW);
    }
    row++;
  }

  /** Ends with the batch; another one may be opened. */
  @Override
  public void close() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
