package io.sabot.spill;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.RowIds;
import io.sabot.batch.Selection;
import io.sabot.batch.Take;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The parts of buffers that the rows of columns use. A slice shares the buffers of the whole, so
 * that writing all of a buffer could write the same bytes again and again. Of most layouts the
 * parts lie side by side; others (views, list views, dense unions) are copied first.
 */
final class PackedColumns implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<MemorySegment> buffers = new ArrayList<>();
  private final List<Column> made = new ArrayList<>();
  private long[] structure = new long[32];
  private int numbers;

  PackedColumns(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** The parts, in the order they are read. */
  List<MemorySegment> buffers() {
    return buffers;
  }

  /** What is said of them; see {@link BlockHeader}. */
  long[] structure() {
    return Arrays.copyOf(structure, numbers);
  }

  /** Adds the first rows of a column, which stays with the caller and outlives this. */
  void add(Column given, int rows) {
    rows(given, 0, rows);
  }

  private void add(Column given) {
    Column column = packed(given);
    Layout layout = column.layout();
    int rows = column.length();
    int counted = begin(rows);
    int first = buffers.size();
    if (layout.hasValidity()) {
      add(column.hasNulls() ? column.segment(0) : MemorySegment.NULL, nullBytes(column));
    }
    switch (layout) {
      case NULL, RUN_END_ENCODED, FIXED_SIZE_LIST, STRUCT -> {}
      case BIT -> add(column.segment(1), Bitmaps.bytes(rows));
      case FIXED -> add(column.segment(1), (long) rows * Layout.width(column.physicalType()));
      case VARIABLE, LARGE_VARIABLE -> {
        offsets(column);
        long start = Offsets.start(column);
        buffers.add(part(column.segment(2), start, Offsets.end(column) - start));
      }
      case VIEW -> {
        add(column.segment(1), 16L * rows);
        for (int i = 2; i < column.bufferCount(); i++) {
          buffers.add(column.segment(i));
        }
      }
      case LIST, LARGE_LIST -> offsets(column);
      case LIST_VIEW -> pair(column, 1, 4, 4);
      case LARGE_LIST_VIEW -> pair(column, 1, 8, 8);
      case SPARSE_UNION -> add(column.segment(0), rows);
      case DENSE_UNION -> pair(column, 0, 1, 4);
    }
    end(counted, first);
    children(column, layout);
  }

  private static long nullBytes(Column column) {
    return column.hasNulls() ? Bitmaps.bytes(column.length()) : 0;
  }

  /** The column, or a copy of it where its rows may use any part of what lies beneath. */
  private Column packed(Column column) {
    if (column.dictionary() != null) {
      return keep(Take.decode(column, allocator));
    }
    return switch (column.layout()) {
      case VIEW -> keep(PackedViews.of(column, allocator));
      case LIST_VIEW, LARGE_LIST_VIEW, DENSE_UNION ->
          keep(Take.rows(column, all(column), allocator));
      default -> column;
    };
  }

  private static RowIds all(Column column) {
    return RowIds.of(Selection.ALL, column.length());
  }

  private Column keep(Column column) {
    made.add(column);
    return column;
  }

  private void children(Column column, Layout layout) {
    for (int i = 0; i < column.childCount(); i++) {
      Column child = column.child(i);
      switch (layout) {
        case LIST, LARGE_LIST -> {
          int start = Math.toIntExact(Offsets.start(column));
          rows(child, start, Math.toIntExact(Offsets.end(column)) - start);
        }
        case FIXED_SIZE_LIST -> {
          int size = ((ArrowType.FixedSizeList) column.physicalType()).getListSize();
          rows(child, 0, column.length() * size);
        }
        case STRUCT, SPARSE_UNION -> rows(child, 0, column.length());
        default -> add(child);
      }
    }
  }

  private void rows(Column child, int start, int count) {
    add(keep(child.slice(start, count, allocator)));
  }

  private void offsets(Column column) {
    int width = Offsets.width(column);
    add(
        column.length() == 0 ? MemorySegment.NULL : column.segment(1),
        Offsets.bytes(column, width));
  }

  private void pair(Column column, int first, int width, int nextWidth) {
    add(column.segment(first), (long) column.length() * width);
    add(column.segment(first + 1), (long) column.length() * nextWidth);
  }

  private void add(MemorySegment buffer, long bytes) {
    buffers.add(part(buffer, 0, bytes));
  }

  private static MemorySegment part(MemorySegment buffer, long start, long bytes) {
    return bytes == 0 ? MemorySegment.NULL : buffer.asSlice(start, bytes);
  }

  private int begin(int length) {
    note(length);
    note(0);
    return numbers - 1;
  }

  private void end(int counted, int first) {
    structure[counted] = (long) buffers.size() - first;
    for (MemorySegment buffer : buffers.subList(first, buffers.size())) {
      note(buffer.byteSize());
    }
  }

  private void note(long number) {
    structure = numbers < structure.length ? structure : Arrays.copyOf(structure, 2 * numbers);
    structure[numbers++] = number;
  }

  /** Frees what was made to pack columns. */
  @Override
  public void close() {
    made.forEach(Column::close);
  }
}
