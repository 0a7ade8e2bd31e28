package io.sabot.operators.internal.group;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * Where rows come from, for aggregates that follow their order: the number of the morsel. Rows of
 * one morsel go through one run, in their order.
 */
final class RowPlaces {
  private static final Field FIELD =
      new Field("place", FieldType.notNullable(new ArrowType.Int(64, true)), null);

  private RowPlaces() {}

  /** A column of one place, which passes to the caller. */
  static Column of(long place, int rows, BufferAllocator allocator) {
    ArrowBuf buffer = Memory.allocate(allocator, (long) rows << 3);
    MemorySegment to = Memory.segment(buffer);
    for (int i = 0; i < rows; i++) {
      to.set(Memory.LONG, (long) i << 3, place);
    }
    return Column.of(FIELD, rows, allocator.getEmpty(), buffer);
  }
}
