package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that wait to be grouped together: many at once are worked on from near memory. What they may
 * become is reserved as long as they wait, so that there is room for it when they are taken.
 */
final class DeferredRows implements AutoCloseable {
  private final RunContext context;
  private final GroupMemory memory;
  private List<List<Column>> pieces = new ArrayList<>();
  private int rows;
  private volatile long bytes;

  DeferredRows(RunContext context, GroupMemory memory) {
    this.context = context;
    this.memory = memory;
  }

  int rows() {
    return rows;
  }

  long heldBytes() {
    return bytes;
  }

  /**
   * Adds rows, which then pass to this; false, and they stay, where there is no room.
   *
   * @param most bytes that they may become
   */
  boolean add(List<Column> columns, int count, long most) {
    if (!memory.defer(most)) {
      return false;
    }
    long before = bytes;
    bytes = before + most;
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
    memory.settle(bytes);
    bytes = 0;
  }

  @Override
  public void close() {
    clear();
  }
}
