package io.sabot.operators.internal.group;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.PressureHook;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.aggregate.Accumulator;
import io.sabot.operators.internal.row.BatchLimit;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.KeyTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a run, numbered in the order their first rows came: a table from keys to groups,
 * the key columns of those first rows, and the state of each aggregate. Without keys there is one
 * group, from the start.
 */
final class Groups implements WholeGroups, AutoCloseable {
  /** What a table, a column of keys and an aggregate have at least, of buffers of 1024. */
  private static final long FIRST_BYTES = 4096;

  /** Values are kept in buffers up to twice as large, some of them twice. */
  private static final long BYTES_TIMES = 4;

  /** A key is found by up to four slots of 16 bytes, which are written anew beside the old ones. */
  private static final long ROW_BYTES = 128;

  private static final long KEY_BYTES = 96;

  private final GroupShape shape;
  private final RunContext context;
  private final Reservation reservation;
  private final KeyTable table;
  private final Chunks keys;
  private final GroupAggregates aggregates;
  private GroupScratch scratch = new GroupScratch();

  /** Whether anything was taken. */
  private boolean used;

  Groups(GroupShape shape, RunContext context) {
    this.shape = shape;
    this.context = context;
    this.reservation = context.reserve("groups");
    this.table = KeyTable.of(shape.keyTypes(), KeyTable.Nulls.EQUAL, context, reservation);
    this.keys = new Chunks(shape.keys(), context.allocator(), reservation);
    this.aggregates = new GroupAggregates(shape, context, reservation);
  }

  /**
   * Takes scratch of the caller instead of its own, for groups that take many rows once.
   *
   * @return what it had, which is to be given back
   */
  GroupScratch exchange(GroupScratch other) {
    GroupScratch before = scratch;
    scratch = other;
    return before;
  }

  /** How many there are. */
  int count() {
    return shape.keyCount == 0 ? 1 : table.size();
  }

  /** Whether nothing is known of any group. */
  boolean isEmpty() {
    return shape.keyCount == 0 ? !used : table.size() == 0;
  }

  /**
   * Whether memory is won where these go to disk: where there are several, or one that keeps many
   * values and has more than the buffers that others would have, too.
   */
  boolean isWorthWriting() {
    return count() > 1 || shape.keepsValues && !isEmpty() && heldBytes() > firstBytes() / 2;
  }

  /** Says what to do when others ask for what is held here. */
  void onPressure(PressureHook hook) {
    reservation.onPressure(hook);
  }

  /** Bytes held. */
  long heldBytes() {
    return reservation.bytes();
  }

  /** What rows add at most, before anything doubles, when each brings a new key. */
  long addedBytes(List<Column> columns, int length, int rows) {
    return Math.max(0, firstBytes() - heldBytes()) + rowBytes(columns, length, rows);
  }

  /** What rows become at most in groups of their own. */
  long wholeBytes(List<Column> columns, int rows) {
    return firstBytes() + rowBytes(columns, rows, rows);
  }

  private long firstBytes() {
    return FIRST_BYTES * (1 + shape.keyCount + shape.calls.size());
  }

  private long rowBytes(List<Column> columns, int length, int rows) {
    long bytes = 0;
    for (Column column : columns) {
      bytes += RowBytes.of(column, length, rows);
    }
    return BYTES_TIMES * (bytes + aggregates.keptBytes(rows))
        + aggregates.recordBytes(rows)
        + rows * (ROW_BYTES + KEY_BYTES * shape.keyCount);
  }

  /** Key columns of the first rows. */
  Chunks keys() {
    return keys;
  }

  List<Accumulator> accumulators() {
    return aggregates.all();
  }

  /**
   * Takes rows: key columns, then arguments, all of which stay with the caller.
   *
   * @return the group of each row, until the next call
   */
  int[] update(List<Column> read, int rows) {
    int[] ids = assign(read.subList(0, shape.keyCount), rows);
    aggregates.update(read, ids, rows);
    return ids;
  }

  /** Finds the group of each row, valid until the next call, and makes the missing ones. */
  int[] assign(List<Column> keyColumns, int rows) {
    used = true;
    int[] ids = scratch.ids(rows);
    if (shape.keyCount == 0) {
      Arrays.fill(ids, 0, rows, 0);
    } else {
      scratch.added.clear();
      table.findOrInsert(keyColumns, rows, ids, scratch.added);
      keep(keyColumns, rows);
    }
    makeRoom();
    return ids;
  }

  /** Gives state to each group that has none yet. */
  void makeRoom() {
    aggregates.resize(count());
  }

  /** Takes over what the groups of another run have seen of other rows. */
  void merge(Groups other) {
    int[] here = new int[other.count()];
    if (shape.keyCount == 0) {
      assign(List.of(), 0);
      other.assign(List.of(), 0);
    }
    int first = 0;
    for (Batch piece : other.keys.pieces()) {
      System.arraycopy(assign(piece.columns(), piece.length()), 0, here, first, piece.length());
      first += piece.length();
    }
    aggregates.merge(other.aggregates, here);
  }

  /**
   * Takes over some groups of another run.
   *
   * @param keyColumns their keys, which stay with the caller
   * @param there their numbers there
   */
  void merge(Groups other, List<Column> keyColumns, int[] there) {
    aggregates.merge(other.aggregates, there, assign(keyColumns, there.length));
  }

  private void keep(List<Column> keyColumns, int rows) {
    RowIds added = scratch.added;
    if (added.size() == 0) {
      return;
    }
    double share = (double) added.size() / rows;
    long expected = (long) (share * keyColumns.stream().mapToLong(Column::bytes).sum());
    reservation.grow(expected);
    List<Column> firsts = new ArrayList<>();
    try {
      for (Column key : keyColumns) {
        firsts.add(firsts(key, rows));
      }
    } catch (Throwable failure) {
      firsts.forEach(Column::close);
      throw failure;
    } finally {
      reservation.shrink(expected);
    }
    keys.add(Batch.of(shape.keys(), firsts, added.size()));
  }

  private Column firsts(Column key, int rows) {
    if (scratch.added.size() == rows) {
      return Take.decode(key, context.allocator());
    }
    try (Column taken = Take.rows(key, scratch.added, context.allocator())) {
      return Take.decode(taken, context.allocator());
    }
  }

  /** Whether several threads may {@link #finish(int, int)} groups at a time. */
  boolean finishesSideBySide() {
    return aggregates.finishesSideBySide();
  }

  @Override
  public double bytesPerGroup() {
    return BatchLimit.bytesPerRow(keys.pieces()) + aggregates.bytesPerGroup();
  }

  @Override
  public @Nullable Batch finish(int first, int limit) {
    int rest = Math.min(limit, count() - first);
    if (rest <= 0) {
      return null;
    }
    int count = shape.keyCount > 0 ? keys.unbroken(first, rest) : rest;
    List<Column> columns = new ArrayList<>();
    try {
      if (shape.keyCount > 0) {
        columns.addAll(keys.range(first, count));
      }
      aggregates.finish(first, count, columns);
      return Batch.of(shape.output(), columns, count);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** The results of some groups, in ascending order, which stay; they pass to the caller. */
  Batch finish(int[] wanted) {
    GroupRanges ranges = GroupRanges.of(wanted);
    List<Column> columns = new ArrayList<>();
    try {
      columns.addAll(keysOf(wanted));
      aggregates.finish(ranges, context.allocator(), columns);
      return Batch.of(shape.output(), columns, wanted.length);
    } catch (Throwable failure) {
      columns.forEach(Column::close);
      throw failure;
    }
  }

  /** The keys of some groups, which pass to the caller. */
  List<Column> keysOf(int[] wanted) {
    if (shape.keyCount == 0) {
      return List.of();
    }
    int[] starts = keys.starts();
    RowIds rows = new RowIds(wanted.length);
    for (int id : wanted) {
      int found = Arrays.binarySearch(starts, id);
      int piece = found >= 0 ? found : -found - 2;
      rows.add(RowIds.id(piece, id - starts[piece]));
    }
    return keys.take(rows);
  }

  /**
   * The group of one key, or −1 where there is none.
   *
   * @param keyColumns flat columns of one row, which stay with the caller
   */
  int find(List<Column> keyColumns) {
    if (shape.keyCount == 0) {
      return 0;
    }
    int[] found = new int[1];
    table.lookup().find(keyColumns, 1, found);
    return found[0];
  }

  @Override
  public void close() {
    aggregates.close();
    keys.close();
    table.close();
    reservation.close();
  }
}
