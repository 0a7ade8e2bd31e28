package io.sabot.operators.internal.distinct;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.group.RowBytes;
import io.sabot.operators.internal.table.KeyTable;
import java.util.List;

/** The keys that have come, and whether memory has room for more. */
final class SeenKeys implements AutoCloseable {
  /** Tables double, and stand beside their successors meanwhile. */
  private static final double GROWTH = 2.5;

  /** A key is found by up to four slots of 16 bytes, which are written anew beside the old ones. */
  private static final long ROW_BYTES = 128;

  /** Values are kept in buffers up to twice as large, some of them twice. */
  private static final long BYTES_TIMES = 4;

  private final DistinctShape shape;
  private final Reservation reservation;
  private final KeyTable table;
  private final RowIds added = new RowIds(8);
  private int[] ids = {};

  SeenKeys(DistinctShape shape, RunContext context) {
    this.shape = shape;
    this.reservation = context.reserve("keys");
    this.table = shape.table(context, reservation);
  }

  KeyTable table() {
    return table;
  }

  /** How many there are. */
  int count() {
    return table.size();
  }

  /** Bytes held. */
  long heldBytes() {
    return reservation.bytes();
  }

  /**
   * Whether memory has room for the keys of a dense batch, all of them new: asked before, because a
   * table that is refused half way has seen some of the rows and others not.
   */
  boolean hasRoom(Batch dense) {
    List<Column> keys = shape.keysOf(dense);
    long bytes = (long) (GROWTH * reservation.bytes()) + ROW_BYTES * dense.length() * keys.size();
    for (Column key : keys) {
      bytes += BYTES_TIMES * RowBytes.of(key, dense.length(), dense.length());
    }
    return reservation.hasRoom(bytes);
  }

  /** The rows of a dense batch whose keys come for the first time, valid until the next call. */
  RowIds add(Batch dense) {
    return add(shape.keysOf(dense), dense.length());
  }

  /** The same of key columns, which stay with the caller. */
  RowIds add(List<Column> keys, int rows) {
    ids = ids.length < rows ? new int[rows] : ids;
    added.clear();
    table.findOrInsert(keys, rows, ids, added);
    return added;
  }

  /** The rows of a dense batch, which is spent, that {@link #add} gave. */
  static Batch only(RowIds added, Batch dense) {
    if (added.size() == dense.length()) {
      return dense;
    }
    int[] rows = new int[added.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) added.get(i);
    }
    return dense.withSelection(new Selection.Rows(rows, rows.length));
  }

  @Override
  public void close() {
    table.close();
    reservation.close();
  }
}
