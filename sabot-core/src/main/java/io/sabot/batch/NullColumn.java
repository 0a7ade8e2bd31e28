package io.sabot.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Columns in which every row is null, of any type: the missing side of an outer join. */
public final class NullColumn {
  private NullColumn() {}

  /** {@code length} nulls. A union or run-end-encoded column holds nulls in its children. */
  public static Column of(Field field, int length, BufferAllocator allocator) {
    List<ArrowBuf> buffers = new ArrayList<>();
    List<Column> children = new ArrayList<>();
    try {
      fill(field, length, allocator, buffers, children);
      return Column.nested(field, length, buffers, children);
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      children.forEach(Column::close);
      throw failure;
    }
  }

  private static void fill(
      Field field,
      int length,
      BufferAllocator allocator,
      List<ArrowBuf> buffers,
      List<Column> children) {
    Layout layout = Layout.of(field.getType());
    if (layout.hasValidity()) {
      buffers.add(zeros(allocator, Bitmaps.bytes(length)));
    }
    switch (layout) {
      case NULL, STRUCT -> {}
      case BIT -> buffers.add(zeros(allocator, Bitmaps.bytes(length)));
      case FIXED -> buffers.add(zeros(allocator, (long) length * Layout.width(field.getType())));
      case VARIABLE, LARGE_VARIABLE -> {
        buffers.add(zeros(allocator, (length + 1L) * (layout == Layout.VARIABLE ? 4 : 8)));
        buffers.add(allocator.getEmpty());
      }
      case VIEW -> buffers.add(zeros(allocator, length * 16L));
      case LIST -> buffers.add(zeros(allocator, (length + 1L) * 4));
      case LARGE_LIST -> buffers.add(zeros(allocator, (length + 1L) * 8));
      case LIST_VIEW -> {
        buffers.add(zeros(allocator, length * 4L));
        buffers.add(zeros(allocator, length * 4L));
      }
      case LARGE_LIST_VIEW -> {
        buffers.add(zeros(allocator, length * 8L));
        buffers.add(zeros(allocator, length * 8L));
      }
      case FIXED_SIZE_LIST -> {}
      case SPARSE_UNION -> buffers.add(types(field, length, allocator));
      case DENSE_UNION -> {
        buffers.add(types(field, length, allocator));
        ArrowBuf offsets = Memory.allocate(allocator, length * 4L);
        for (int i = 0; i < length; i++) {
          Memory.segment(offsets).set(Memory.INT, (long) i << 2, i);
        }
        buffers.add(offsets);
      }
      case RUN_END_ENCODED -> oneRun(field, length, allocator, children);
    }
    if (layout != Layout.RUN_END_ENCODED) {
      for (int i = 0; i < field.getChildren().size(); i++) {
        int rows = childLength(field, layout, i, length);
        children.add(of(field.getChildren().get(i), rows, allocator));
      }
    }
  }

  private static int childLength(Field field, Layout layout, int child, int length) {
    return switch (layout) {
      case STRUCT, SPARSE_UNION -> length;
      case DENSE_UNION -> child == 0 ? length : 0;
      case FIXED_SIZE_LIST ->
          Math.multiplyExact(length, ((ArrowType.FixedSizeList) field.getType()).getListSize());
      default -> 0;
    };
  }

  private static ArrowBuf types(Field field, int length, BufferAllocator allocator) {
    ArrowBuf types = Memory.allocate(allocator, length);
    int[] ids = ((ArrowType.Union) field.getType()).getTypeIds();
    byte first = (byte) (ids == null || ids.length == 0 ? 0 : ids[0]);
    Memory.segment(types).fill(first);
    return types;
  }

  private static void oneRun(
      Field field, int length, BufferAllocator allocator, List<Column> children) {
    Field endsField = field.getChildren().getFirst();
    int runs = Math.min(length, 1);
    int width = Layout.width(endsField.getType());
    ArrowBuf ends = zeros(allocator, (long) runs * width);
    if (runs == 1) {
      switch (width) {
        case 2 -> ends.setShort(0, length);
        case 4 -> ends.setInt(0, length);
        default -> ends.setLong(0, length);
      }
    }
    children.add(Column.of(endsField, runs, allocator.getEmpty(), ends));
    children.add(of(field.getChildren().get(1), runs, allocator));
  }

  private static ArrowBuf zeros(BufferAllocator allocator, long bytes) {
    return Memory.allocateZeroed(allocator, bytes);
  }
}
