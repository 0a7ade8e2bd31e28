package io.sabot.operators.internal.aggregate;

import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** State that is a list of values for each group. */
final class ListState {
  private ListState() {}

  /** The field of lists of this field. */
  static Field field(Field value) {
    return new Field("values", FieldType.notNullable(new ArrowType.List()), List.of(value));
  }

  /**
   * Lists of a field. The child passes to them, also on failure; the validity, if there is no
   * failure.
   *
   * @param ends where the list of each row ends in the child
   */
  static Column lists(
      Field field, ArrowBuf validity, int[] ends, Column child, BufferAllocator allocator) {
    int rows = ends.length;
    try {
      ArrowBuf offsets = Memory.allocateZeroed(allocator, (rows + 1L) << 2);
      MemorySegment.copy(ends, 0, Memory.segment(offsets), Memory.INT, Integer.BYTES, rows);
      return Column.nested(field, rows, List.of(validity, offsets), List.of(child));
    } catch (Throwable failure) {
      child.close();
      throw failure;
    }
  }

  /** The values of all lists, one row each, behind one another; they pass to the caller. */
  static Column values(Column lists, int rows, BufferAllocator allocator) {
    MemorySegment offsets = lists.segment(1);
    int first = rows == 0 ? 0 : offsets.get(Memory.INT, 0);
    int end = rows == 0 ? 0 : offsets.get(Memory.INT, (long) rows << 2);
    return lists.child(0).slice(first, end - first, allocator);
  }

  /** Gives the values of lists, one row each, to an accumulator. */
  static void update(
      Accumulator accumulator, Column lists, int[] groups, int rows, BufferAllocator allocator) {
    MemorySegment offsets = lists.segment(1);
    int first = rows == 0 ? 0 : offsets.get(Memory.INT, 0);
    int end = rows == 0 ? 0 : offsets.get(Memory.INT, (long) rows << 2);
    int[] exploded = new int[end - first];
    for (int i = 0; i < rows; i++) {
      int from = offsets.get(Memory.INT, (long) i << 2);
      int to = offsets.get(Memory.INT, (i + 1L) << 2);
      Arrays.fill(exploded, from - first, to - first, groups[i]);
    }
    if (exploded.length > 0) {
      try (Column child = lists.child(0).slice(first, exploded.length, allocator)) {
        accumulator.update(List.of(child), exploded, exploded.length);
      }
    }
  }
}
