package io.sabot.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Consecutive rows of a column, sharing memory: values and offsets always, bitmaps where they start
 * on a byte (otherwise their bits are shifted into a new one). Run ends are the one layout that is
 * gathered.
 */
final class Slice {
  private final Column source;
  private final int start;
  private final int count;
  private final BufferAllocator allocator;
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private final List<Column> children = new ArrayList<>();

  private Slice(Column source, int start, int count, BufferAllocator allocator) {
    this.source = source;
    this.start = start;
    this.count = count;
    this.allocator = allocator;
  }

  static Column of(Column source, int start, int count, BufferAllocator allocator) {
    if (start == 0 && count == source.length()) {
      return source.share();
    }
    java.util.Objects.checkFromIndexSize(start, count, source.length());
    if (source.dictionary() != null
        || source.layout() == Layout.RUN_END_ENCODED
        || hasManyBuffers(source, count)) {
      return Take.rows(
          source, RowIds.of(new Selection.Range(start, start + count), source.length()), allocator);
    }
    return new Slice(source, start, count, allocator).column();
  }

  /** Where many small slices have the same many buffers, a share of each costs more than rows. */
  private static boolean hasManyBuffers(Column source, int count) {
    return source.layout() == Layout.VIEW
        && source.bufferCount() - 2 > Math.max(count, TakeViews.FEW);
  }

  private Column column() {
    try {
      fill();
      return Column.nested(source.field(), count, buffers, children);
    } catch (Throwable failure) {
      buffers.forEach(buffer -> buffer.getReferenceManager().release());
      children.forEach(Column::close);
      throw failure;
    }
  }

  private void fill() {
    ArrowType type = source.physicalType();
    Layout layout = source.layout();
    if (layout.hasValidity()) {
      buffers.add(source.hasNulls() ? bits(0) : allocator.getEmpty());
    }
    switch (layout) {
      case NULL -> {}
      case BIT -> buffers.add(bits(1));
      case FIXED -> values(1, Layout.width(type));
      case VARIABLE -> offsets(4);
      case LARGE_VARIABLE -> offsets(8);
      case VIEW -> values(1, 16);
      case LIST -> offsets(4);
      case LARGE_LIST -> offsets(8);
      case LIST_VIEW -> {
        values(1, 4);
        values(2, 4);
      }
      case LARGE_LIST_VIEW -> {
        values(1, 8);
        values(2, 8);
      }
      case FIXED_SIZE_LIST, STRUCT -> {}
      case SPARSE_UNION -> values(0, 1);
      case DENSE_UNION -> {
        values(0, 1);
        values(1, 4);
      }
      case RUN_END_ENCODED -> throw new IllegalStateException("gathered, not sliced");
    }
    restOfBuffers(layout);
    childColumns(layout, type);
  }

  private void restOfBuffers(Layout layout) {
    if (layout == Layout.VARIABLE || layout == Layout.LARGE_VARIABLE || layout == Layout.VIEW) {
      for (int i = 2; i < source.bufferCount(); i++) {
        buffers.add(Memory.share(source.buffer(i)));
      }
    }
  }

  private void childColumns(Layout layout, ArrowType type) {
    for (int i = 0; i < source.childCount(); i++) {
      Column child = source.child(i);
      children.add(
          switch (layout) {
            case STRUCT, SPARSE_UNION -> of(child, start, count, allocator);
            case FIXED_SIZE_LIST -> {
              int size = ((ArrowType.FixedSizeList) type).getListSize();
              yield of(child, start * size, count * size, allocator);
            }
            default -> child.share();
          });
    }
  }

  private void values(int buffer, int width) {
    buffers.add(Memory.share(source.buffer(buffer), (long) start * width, (long) count * width));
  }

  private void offsets(int width) {
    if (count == 0) {
      buffers.add(Memory.allocateZeroed(allocator, width));
    } else {
      buffers.add(Memory.share(source.buffer(1), (long) start * width, (count + 1L) * width));
    }
  }

  private ArrowBuf bits(int buffer) {
    ArrowBuf from = source.buffer(buffer);
    if ((start & 7) == 0) {
      return Memory.share(from, start >>> 3, Bitmaps.bytes(count));
    }
    ArrowBuf shifted = Memory.allocate(allocator, Bitmaps.bytes(count));
    Bitmaps.copy(Memory.segment(from), start, Memory.segment(shifted), count);
    return shifted;
  }
}
