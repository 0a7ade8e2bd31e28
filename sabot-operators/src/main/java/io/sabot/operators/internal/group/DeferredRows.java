package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that wait to be grouped together: many at once are worked on from near memory. What they may
 * become is reserved as long as they wait, so that there is room for it when they are taken.
 */
final class DeferredRows implements AutoCloseable {
  private final RunContext context;
  private final Reservation reservation;
  private List<List<Column>> pieces = new ArrayList<>();
  private int rows;

  DeferredRows(RunContext context) {
    this.context = context;
    this.reservation = context.reserve("groups to come");
  }

  int rows() {
    return rows;
  }

  long heldBytes() {
    return reservation.bytes();
  }

  /**
   * Adds rows, which then pass to this; false, and they stay, where there is no room.
   *
   * @param bytes what they may become
   */
  boolean add(List<Column> columns, int count, long bytes) {
    if (!reservation.tryGrow(bytes)) {
      return false;
    }
    pieces.add(columns);
    rows += count;
    return true;
  }

  /** What is done with rows, which stay. */
  interface Taker {
    void take(List<Column> columns, int rows);
  }

  /** Hands all rows over together. */
  void drain(Taker taker) {
    if (rows == 0) {
      return;
    }
    List<Column> all = new ArrayList<>();
    try {
      for (int i = 0; i < pieces.getFirst().size(); i++) {
        int ordinal = i;
        List<Column> chunks = pieces.stream().map(piece -> piece.get(ordinal)).toList();
        all.add(Take.concatenate(chunks.getFirst().field(), chunks, context.allocator()));
      }
      int count = rows;
      clear();
      taker.take(all, count);
    } finally {
      all.forEach(Column::close);
    }
  }

  private void clear() {
    pieces.forEach(piece -> piece.forEach(Column::close));
    pieces = new ArrayList<>();
    rows = 0;
    reservation.shrink(reservation.bytes());
  }

  @Override
  public void close() {
    clear();
    reservation.close();
  }
}
