package io.sabot.state;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Values made of other values: their children are encoded first, a column at a time, and each row
 * copies a range of child rows.
 */
final class NestedParts {
  private NestedParts() {}

  static KeyPart of(Column column, BufferAllocator allocator) {
    return switch (column.layout()) {
      case LIST, LARGE_LIST -> list(column, allocator);
      case LIST_VIEW, LARGE_LIST_VIEW -> listView(column, allocator);
      case FIXED_SIZE_LIST -> fixedSizeList(column, allocator);
      case STRUCT -> struct(column, allocator);
      case SPARSE_UNION, DENSE_UNION -> UnionPart.of(column, allocator);
      case RUN_END_ENCODED -> runs(column, allocator);
      default -> throw new IllegalStateException("not nested: " + column);
    };
  }

  private static KeyPart list(Column column, BufferAllocator allocator) {
    int rows = column.length();
    int[] starts = new int[rows];
    int[] counts = new int[rows];
    boolean large = column.layout() == Layout.LARGE_LIST;
    int first = rows == 0 ? 0 : offset(column, large, 0);
    for (int i = 0; i < rows; i++) {
      starts[i] = offset(column, large, i) - first;
      counts[i] = offset(column, large, i + 1) - first - starts[i];
    }
    int elements = rows == 0 ? 0 : offset(column, large, rows) - first;
    try (Column used = column.child(0).slice(first, elements, allocator)) {
      EncodedKeys keys = KeyEncoding.encode(List.of(used), elements, allocator);
      return new RangePart(column.validity(), RangePart.Head.COUNT, starts, counts, keys);
    }
  }

  private static KeyPart listView(Column column, BufferAllocator allocator) {
    int rows = column.length();
    int[] starts = new int[rows];
    int[] counts = new int[rows];
    boolean large = column.layout() == Layout.LARGE_LIST_VIEW;
    for (int i = 0; i < rows; i++) {
      counts[i] = number(column.segment(2), large, i);
      starts[i] = counts[i] == 0 ? 0 : number(column.segment(1), large, i);
    }
    EncodedKeys keys = child(column, allocator);
    return new RangePart(column.validity(), RangePart.Head.COUNT, starts, counts, keys);
  }

  private static KeyPart fixedSizeList(Column column, BufferAllocator allocator) {
    int size = ((ArrowType.FixedSizeList) KeyParts.storage(column.physicalType())).getListSize();
    int[] starts = new int[column.length()];
    int[] counts = new int[column.length()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i * size;
      counts[i] = size;
    }
    EncodedKeys keys = child(column, allocator);
    return new RangePart(column.validity(), RangePart.Head.COUNT, starts, counts, keys);
  }

  private static KeyPart struct(Column column, BufferAllocator allocator) {
    EncodedKeys keys = KeyEncoding.encode(KeyParts.children(column), column.length(), allocator);
    int[] starts = new int[column.length()];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i;
    }
    return new RangePart(
        column.validity(), RangePart.Head.MARKER, starts, ones(column.length()), keys);
  }

  static KeyPart dictionary(Column column, BufferAllocator allocator) {
    Column dictionary = column.dictionary();
    int[] starts = new int[column.length()];
    MemorySegment values = column.segment(1);
    ArrowType.Int type = (ArrowType.Int) column.physicalType();
    MemorySegment validity = column.validity();
    for (int i = 0; i < starts.length; i++) {
      starts[i] = KeyParts.valid(validity, i) ? index(values, type, i) : 0;
    }
    EncodedKeys keys = KeyEncoding.encode(List.of(dictionary), dictionary.length(), allocator);
    return new RangePart(validity, RangePart.Head.NONE, starts, ones(starts.length), keys);
  }

  private static int index(MemorySegment values, ArrowType.Int type, int row) {
    return switch (type.getBitWidth()) {
      case 8 -> values.get(Memory.BYTE, row) & 0xFF;
      case 16 -> values.get(Memory.SHORT, (long) row << 1) & 0xFFFF;
      case 32 -> values.get(Memory.INT, (long) row << 2);
      default -> Math.toIntExact(values.get(Memory.LONG, (long) row << 3));
    };
  }

  private static KeyPart runs(Column column, BufferAllocator allocator) {
    Column ends = column.child(0);
    Column values = column.child(1);
    int[] starts = new int[column.length()];
    long[] limits = new long[ends.length()];
    KeyWords.load(ends, limits);
    for (int i = 0, run = 0; i < starts.length; i++) {
      while (limits[run] <= i) {
        run++;
      }
      starts[i] = run;
    }
    EncodedKeys keys = KeyEncoding.encode(List.of(values), values.length(), allocator);
    return new RangePart(null, RangePart.Head.NONE, starts, ones(starts.length), keys);
  }

  private static EncodedKeys child(Column column, BufferAllocator allocator) {
    Column child = column.child(0);
    return KeyEncoding.encode(List.of(child), child.length(), allocator);
  }

  private static int offset(Column column, boolean large, int row) {
    return number(column.segment(1), large, row);
  }

  private static int number(MemorySegment from, boolean large, int row) {
    return large
        ? Math.toIntExact(from.get(Memory.LONG, (long) row << 3))
        : from.get(Memory.INT, (long) row << 2);
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
