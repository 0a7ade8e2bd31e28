package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.batch.RowIds;
import io.sabot.operators.internal.table.KeyTable;
import io.sabot.plan.Plan.JoinKind;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A probe batch and how far its rows are answered: a row, and one of the build rows of its key. */
final class Probe implements Answers {
  private final JoinKind kind;
  private final int[] keys;
  private final BuildSide build;
  private final KeyTable.Lookup known;
  private final RowsByKey byKey;
  private final RowIds left = new RowIds(8);
  private final RowIds right = new RowIds(8);
  private @Nullable Batch batch;
  private int[] ids = {};
  private int rows;
  private int stop;
  private int row;
  private int within;

  Probe(JoinKind kind, int[] keys, BuildSide build) {
    this.kind = kind;
    this.keys = keys;
    this.build = build;
    this.known = build.lookup();
    this.byKey = build.byKey();
  }

  @Override
  public void open(Batch flat) {
    batch = flat;
    rows = flat.length();
    row = 0;
    within = 0;
    ids = ids.length < rows ? new int[rows] : ids;
    List<Column> columns = new ArrayList<>();
    for (int ordinal : keys) {
      columns.add(flat.column(ordinal));
    }
    known.find(columns, rows, ids);
    if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
      build.mark(ids, rows);
    }
  }

  @Override
  public boolean isOpen() {
    return batch != null;
  }

  @Override
  public Batch batch() {
    return batch;
  }

  @Override
  public RowIds left() {
    return left;
  }

  @Override
  public RowIds right() {
    return right;
  }

  @Override
  public boolean next(int limit) {
    Outlined.run(() -> fill(rows, limit));
    return left.size() > 0;
  }

  /** Whether all rows are answered. */
  boolean isThrough() {
    return row == rows;
  }

  /** The row to answer next; some of its pairs may have been given. */
  int row() {
    return row;
  }

  /** Gives at most {@code limit} pairs, for at most as many rows from {@link #row} on. */
  void advance(int limit) {
    Outlined.run(() -> fill(Math.min(rows, row + limit), limit));
  }

  private void fill(int end, int limit) {
    left.clear();
    right.clear();
    stop = end;
    while (row < stop && left.size() < limit) {
      if (isLeftOnly()) {
        leftOnly(limit);
      } else if (byKey.isNumberedByRow()) {
        rowPairs(limit);
      } else if (byKey.isUnique()) {
        uniquePairs(limit);
      } else {
        pairs(limit);
      }
    }
  }

  private boolean isLeftOnly() {
    return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
  }

  private boolean keepsLeft() {
    return kind == JoinKind.LEFT || kind == JoinKind.FULL;
  }

  /** Where to stop at the latest, so that no more than {@code limit} rows come out. */
  private int end(int limit) {
    return Math.min(stop, row + limit - left.size());
  }

  /** Rows are written behind the others and then counted or not: no branch depends on the ids. */
  private void leftOnly(int limit) {
    int unwanted = kind == JoinKind.SEMI ? 1 : 0;
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
    int count = keepsLeft() ? all(lefts, rights, from, end) : some(lefts, rights, from, end);
    left.resize(count);
    right.resize(count);
    row = end;
    byKey.toRows(rights, from, count);
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
    MemorySegment order = byKey.order();
    while (row < stop && left.size() < limit) {
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
    MemorySegment starts = byKey.starts();
    MemorySegment order = byKey.order();
    while (row < stop && left.size() < limit) {
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
    if (keepsLeft()) {
      left.add(row);
      right.add(RowIds.NULL_ROW);
    }
    row++;
  }

  @Override
  public void close() {
    end();
  }

  @Override
  public void end() {
    if (batch != null) {
      batch.close();
      batch = null;
    }
  }
}
