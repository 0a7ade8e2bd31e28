package io.sabot.operators.internal.join;

import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.memory.Reservation;
import io.sabot.operator.RunContext;
import io.sabot.operators.internal.table.GrowingBuffer;

/** Which of the probe rows of a part had a pair so far: a bit each, in the order they are read. */
final class PairedRows implements AutoCloseable {
  private final GrowingBuffer bits;
  private long first;

  PairedRows(long rows, RunContext context, Reservation reservation) {
    bits = new GrowingBuffer(context.allocator(), reservation);
    bits.ensure(rows + 7 >> 3);
  }

  /** The rows are read again from the first. */
  void begin() {
    first = 0;
  }

  /** Marks rows of the batch at hand. */
  void mark(RowIds rows) {
    for (int i = 0; i < rows.size(); i++) {
      long place = first + rows.get(i);
      int marked = bits.segment().get(Memory.BYTE, place >> 3) | 1 << (place & 7);
      bits.segment().set(Memory.BYTE, place >> 3, (byte) marked);
    }
  }

  /** A batch of so many rows is done with. */
  void pass(int rows) {
    first += rows;
  }

  /** The rows of the next batch that are marked, or those that are not; passes it. */
  RowIds of(int rows, boolean marked) {
    RowIds found = new RowIds(rows);
    for (int i = 0; i < rows; i++) {
      long place = first + i;
      boolean isMarked = (bits.segment().get(Memory.BYTE, place >> 3) >> (place & 7) & 1) != 0;
      if (isMarked == marked) {
        found.add(i);
      }
    }
    pass(rows);
    return found;
  }

  @Override
  public void close() {
    bits.close();
  }
}
