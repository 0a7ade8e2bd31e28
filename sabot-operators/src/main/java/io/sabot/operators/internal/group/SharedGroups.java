package io.sabot.operators.internal.group;

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
  private final GroupPool pool;
  private final List<GroupPart> parts = new ArrayList<>();

  SharedGroups(GroupShape shape, RunContext context, GroupPool pool) {
    this.pool = pool;
    this.shape = shape;
    this.context = context;
  }

  /** The parts, made when they are first needed. */
  synchronized List<GroupPart> parts() {
    while (parts.size() < PARTS) {
      parts.add(pool.open());
    }
    return List.copyOf(parts);
  }

  /** Takes rows: key columns, then arguments, all of which stay with the caller. */
  void update(List<Column> read, int rows) {
    split(
        read.subList(0, shape.keyCount),
        rows,
        (part, chosen) ->
            pool.feed(
                part,
                read,
                rows,
                chosen.size(),
                (from, count) -> {
                  List<Column> taken = taken(read, part(chosen, from, count));
                  try {
                    part.update(taken, count);
                  } finally {
                    taken.forEach(Column::close);
                  }
                }));
  }

  private static RowIds part(RowIds rows, int from, int count) {
    if (count == rows.size()) {
      return rows;
    }
    RowIds part = new RowIds(count);
    for (int i = 0; i < count; i++) {
      part.add(rows.get(from + i));
    }
    return part;
  }

  /**
   * Takes over groups of a run, which stay with the caller, out of reach of others.
   *
   * @param keys their keys
   * @param there their numbers there
   */
  void merge(Groups other, List<Column> keys, int[] there) {
    split(
        keys,
        there.length,
        (part, chosen) ->
            pool.feed(
                part,
                keys,
                there.length,
                chosen.size(),
                (from, count) -> merge(part, other, keys, there, part(chosen, from, count))));
  }

  private void merge(GroupPart part, Groups other, List<Column> keys, int[] there, RowIds chosen) {
    int[] some = new int[chosen.size()];
    for (int i = 0; i < some.length; i++) {
      some[i] = there[RowIds.row(chosen.get(i))];
    }
    List<Column> taken = taken(keys, chosen);
    try {
      part.merge(other, taken, some);
    } finally {
      taken.forEach(Column::close);
    }
  }

  /** What is done with the rows of a part. */
  private interface Work {
    void at(GroupPart part, RowIds rows);
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
    List<GroupPart> all = parts();
    PartVisits.each(
        all, part -> chosen[part].size() > 0, part -> work.at(all.get(part), chosen[part]));
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
    parts.forEach(pool::forget);
    parts.forEach(GroupPart::close);
    parts.clear();
  }
}
