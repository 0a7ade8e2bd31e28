package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import io.sabot.batch.RowIds;
import io.sabot.batch.Take;
import io.sabot.memory.Reservation;
import io.sabot.operators.internal.table.Chunks;
import io.sabot.operators.internal.table.GrowingBuffer;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One kept value of any type for each group. A group refers to a kept row by its number plus 1, or
 * by 0 to none; values that no group refers to any more are dropped once they are the larger part.
 */
final class PickedRows implements AutoCloseable {
  private static final int SLACK = 64 * 1024;

  private final Schema schema;
  private final BufferAllocator allocator;
  private final Reservation reservation;
  private final GrowingBuffer references;
  private Chunks values;
  private int groups;

  PickedRows(Field field, BufferAllocator allocator, Reservation reservation) {
    this.schema = new Schema(List.of(field));
    this.allocator = allocator;
    this.reservation = reservation;
    this.references = new GrowingBuffer(allocator, reservation);
    this.values = new Chunks(schema, allocator, reservation);
  }

  void resize(int count) {
    groups = count;
    references.ensure((long) count << 3);
  }

  /** Group → number of its row plus 1. */
  MemorySegment references() {
    return references.segment();
  }

  /** Rows kept; the next to be added gets this number. */
  int rows() {
    return values.rows();
  }

  /** The kept values. */
  Chunks values() {
    return values;
  }

  /** Keeps rows of a column, which stays; they get the next numbers. */
  void keep(Column column, RowIds rows) {
    if (rows.size() == 0) {
      return;
    }
    Column taken = Take.rows(schema.getFields().getFirst(), List.of(column), rows, allocator);
    values.add(Batch.of(schema, List.of(taken), rows.size()));
    if (values.rows() > 2L * groups + SLACK) {
      compact();
    }
  }

  private void compact() {
    int[] all = new int[groups];
    int live = 0;
    for (int g = 0; g < groups; g++) {
      if (references().get(Memory.LONG, (long) g << 3) != 0) {
        all[live++] = g;
      }
    }
    int[] kept = Arrays.copyOf(all, live);
    Column column = take(kept, live);
    Chunks fresh = new Chunks(schema, allocator, reservation);
    fresh.add(Batch.of(schema, List.of(column), live));
    values.close();
    values = fresh;
    for (int i = 0; i < live; i++) {
      references().set(Memory.LONG, (long) kept[i] << 3, i + 1L);
    }
  }

  /** The values of groups, null where there is none; the column passes to the caller. */
  Column take(int[] wanted, int count) {
    int[] starts = values.starts();
    RowIds rows = new RowIds(count);
    for (int i = 0; i < count; i++) {
      long reference = references().get(Memory.LONG, (long) wanted[i] << 3);
      rows.add(reference == 0 ? RowIds.NULL_ROW : id(starts, (int) (reference - 1)));
    }
    return Take.rows(schema.getFields().getFirst(), values.column(0), rows, allocator);
  }

  private static long id(int[] starts, int row) {
    int chunk = chunk(starts, row);
    return RowIds.id(chunk, row - starts[chunk]);
  }

  /** The piece a row lies in; {@code starts} as {@link Chunks#starts} gives it. */
  static int chunk(int[] starts, int row) {
    int found = Arrays.binarySearch(starts, row);
    return found >= 0 ? found : -found - 2;
  }

  /** Consecutive groups. */
  static int[] range(int first, int count) {
    int[] range = new int[count];
    for (int i = 0; i < count; i++) {
      range[i] = first + i;
    }
    return range;
  }

  @Override
  public void close() {
    references.close();
    values.close();
  }
}
