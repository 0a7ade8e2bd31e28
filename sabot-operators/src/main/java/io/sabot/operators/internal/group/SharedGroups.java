package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import io.sabot.state.PartitionHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups that several runs have together, for keys that are so many that groups of each run's own
 * would have to be merged one by one. They lie in parts by the hash of their key; one run at a time
 * works on a part.
 */
final class SharedGroups implements AutoCloseable {
  private static final int PART_BITS = 4;
  private static final int PARTS = 1 << PART_BITS;

  private final GroupShape shape;
  private final RunContext context;
  private final List<Groups> parts = new ArrayList<>();
  private volatile boolean shared;

  SharedGroups(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
  }

  /** There is more than one run from now on. */
  void share() {
    shared = true;
  }

  boolean isShared() {
    return shared;
  }

  /** The parts, made when they are first needed. */
  synchronized List<Groups> parts() {
    while (parts.size() < PARTS) {
      parts.add(new Groups(shape, context));
    }
    return List.copyOf(parts);
  }

  /** Takes rows: key columns, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    split(
        read.subList(0, shape.keyCount),
        rows,
        (part, chosen) -> {
          List<Column> taken = taken(read, chosen);
          try {
            synchronized (part) {
              part.update(taken, chosen.size());
            }
          } finally {
            taken.forEach(Column::close);
          }
        });
  }

  /** Takes over the groups of a run, which stay with the caller. */
  void merge(Groups other) {
    int[] first = {0};
    for (Batch piece : other.keys().pieces()) {
      split(
          piece.columns(),
          piece.length(),
          (part, chosen) -> {
            int[] there = new int[chosen.size()];
            for (int i = 0; i < there.length; i++) {
              there[i] = first[0] + RowIds.row(chosen.get(i));
            }
            List<Column> keys = taken(piece.columns(), chosen);
            try {
              synchronized (part) {
                part.merge(other, keys, there);
              }
            } finally {
              keys.forEach(Column::close);
            }
          });
      first[0] += piece.length();
    }
  }

  /** What is done with the rows of a part. */
  private interface Work {
    void at(Groups part, RowIds rows);
  }

  private void split(List<Column> keys, int rows, Work work) {
    long[] hashes = PartitionHash.of(keys, rows, context.allocator());
    RowIds[] chosen = new RowIds[PARTS];
    for (int i = 0; i < PARTS; i++) {
      chosen[i] = new RowIds(rows / PARTS + rows / PARTS / 4 + 8);
    }
    for (int i = 0; i < rows; i++) {
      chosen[(int) (hashes[i] >>> Long.SIZE - PART_BITS)].add(i);
    }
    List<Groups> all = parts();
    // Runs begin at different parts, so that they seldom want the same one.
    int start = (int) Thread.currentThread().threadId();
    for (int i = 0; i < PARTS; i++) {
      int part = start + i & PARTS - 1;
      if (chosen[part].size() > 0) {
        work.at(all.get(part), chosen[part]);
      }
    }
  }

  private List<Column> taken(List<Column> columns, RowIds rows) {
    List<Column> taken = new ArrayList<>();
    try {
      for (Column column : columns) {
        taken.add(Take.rows(column, rows, context.allocator()));
      }
      return taken;
    } catch (Throwable failure) {
      taken.forEach(Column::close);
      throw failure;
    }
  }

  @Override
  public synchronized void close() {
    parts.forEach(Groups::close);
    parts.clear();
  }
}
