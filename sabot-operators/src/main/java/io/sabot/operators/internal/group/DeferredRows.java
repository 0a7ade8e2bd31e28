package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Take;
import io.sabot.operator.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that wait to be grouped together: many at once are worked on from near memory. What they
 * hold is reserved as long as they wait, and room for what some of them at a time become.
 */
final class DeferredRows implements AutoCloseable {
  private final RunContext context;
  private final GroupMemory memory;
  private final List<Piece> pieces = new ArrayList<>();
  private int rows;
  private long most;
  private volatile long bytes;

  /**
   * Rows that came together.
   *
   * @param bytes what they hold
   * @param most what they become at most
   */
  private record Piece(List<Column> columns, int rows, long bytes, long most) {}

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

  /** What all rows together become at most. */
  long most() {
    return most;
  }

  /**
   * Adds rows, which then pass to this; false, and they stay, where there is no room.
   *
   * @param become bytes that they become at most, in groups of their own
   */
  boolean add(List<Column> columns, int count, long become) {
    long held = columns.stream().mapToLong(column -> RowBytes.of(column, count, count)).sum();
    if (!memory.defer(held, become, count)) {
      return false;
    }
    pieces.add(new Piece(columns, count, held, become));
    add(held);
    most += become;
    rows += count;
    return true;
  }

  /** Others only look at it. */
  private void add(long more) {
    long before = bytes;
    bytes = before + more;
  }

  /** What is done with rows, which stay. */
  interface Taker {
    void take(List<Column> columns, int rows);
  }

  /** Hands all rows over together. */
  void drain(Taker taker) {
    drain(Long.MAX_VALUE, taker);
  }

  /** Hands all rows over, as many together as become no more than this. */
  void drain(long room, Taker taker) {
    while (!pieces.isEmpty()) {
      int end = 1;
      long become = pieces.getFirst().most();
      while (end < pieces.size() && become + pieces.get(end).most() <= room) {
        become += pieces.get(end++).most();
      }
      drain(pieces.subList(0, end), taker);
    }
  }

  private void drain(List<Piece> some, Taker taker) {
    List<Column> all = new ArrayList<>();
    try {
      for (int i = 0; i < some.getFirst().columns().size(); i++) {
        int ordinal = i;
        List<Column> chunks = some.stream().map(piece -> piece.columns().get(ordinal)).toList();
        all.add(Take.concatenate(chunks.getFirst().field(), chunks, context.allocator()));
      }
      int count = some.stream().mapToInt(Piece::rows).sum();
      remove(some);
      taker.take(all, count);
    } finally {
      all.forEach(Column::close);
    }
  }

  private void remove(List<Piece> some) {
    for (Piece piece : some) {
      piece.columns().forEach(Column::close);
      rows -= piece.rows();
      most -= piece.most();
      add(-piece.bytes());
      memory.settle(piece.bytes());
    }
    some.clear();
  }

  @Override
  public void close() {
    remove(pieces);
  }
}
