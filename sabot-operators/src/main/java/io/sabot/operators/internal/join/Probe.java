package io.sabot.operators.internal.join;

import io.sabot.batch.Batch;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.plan.Plan.JoinKind;
import java.lang.foreign.MemorySegment;

/** A probe batch and how far its rows are answered: a row, and one of the build rows of its key. */
final class Probe implements AutoCloseable {
  private final JoinShape shape;
  private final Batch batch;
  private final int[] ids;
  private final BuildSide build;
  private final RowIds left;
  private final RowIds right;
  private int row;
  private int within;

  Probe(JoinShape shape, Batch batch, int[] ids, BuildSide build) {
    this.shape = shape;
    this.batch = batch;
    this.ids = ids;
    this.build = build;
    this.left = new RowIds(ids.length);
    this.right = new RowIds(shape.leftOnly() ? 0 : ids.length);
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
    if (shape.leftOnly()) {
      leftOnly(limit);
    } else if (build.isUnique()) {
      uniquePairs(limit);
    } else {
      pairs(limit);
    }
    return left.size() > 0;
  }

  private void leftOnly(int limit) {
    boolean wanted = shape.kind == JoinKind.SEMI;
    for (; row < ids.length && left.size() < limit; row++) {
      if (ids[row] >= 0 == wanted) {
        left.add(row);
      }
    }
  }

  /** The id of a key is the position of its one row. */
  private void uniquePairs(int limit) {
    MemorySegment order = build.order();
    while (row < ids.length && left.size() < limit) {
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
    while (row < ids.length && left.size() < limit) {
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

  @Override
  public void close() {
    batch.close();
  }
}
