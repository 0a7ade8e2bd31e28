package io.sabot.stream.internal.ipc;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Lists nodes and buffers of a batch as the format wants them: each buffer cut to its rows, offsets
 * starting at 0. Memory is shared wherever nothing has to be rewritten.
 */
final class BatchUnloader implements AutoCloseable {
  private final Batch batch;
  private final BufferAllocator allocator;
  private final List<ArrowFieldNode> nodes = new ArrayList<>();
  private final List<ArrowBuf> buffers = new ArrayList<>();
  private final List<Long> variadic = new ArrayList<>();
  private final List<Column> cut = new ArrayList<>();

  BatchUnloader(Batch batch, BufferAllocator allocator) {
    this.batch = batch;
    this.allocator = allocator;
  }

  /** The message; it holds references of its own. */
  ArrowRecordBatch message() {
    batch.columns().forEach(this::add);
    return new ArrowRecordBatch(
        batch.length(),
        nodes,
        buffers,
        NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
        variadic,
        true);
  }

  private void add(Column column) {
    int rows = column.length();
    Layout layout = column.layout();
    nodes.add(new ArrowFieldNode(rows, column.nullCount()));
    if (layout.hasValidity()) {
      addPart(column, 0, column.hasNulls() ? Bitmaps.bytes(rows) : 0);
    }
    switch (layout) {
      case NULL -> {}
      case BIT -> addPart(column, 1, Bitmaps.bytes(rows));
      case FIXED -> addPart(column, 1, (long) rows * Layout.width(column.physicalType()));
      case VARIABLE, LARGE_VARIABLE -> addVariable(column, layout == Layout.VARIABLE ? 4 : 8);
      case VIEW -> addViews(column);
      case LIST, LARGE_LIST -> addList(column, layout == Layout.LIST ? 4 : 8);
      case LIST_VIEW, LARGE_LIST_VIEW -> {
        long width = layout == Layout.LIST_VIEW ? 4 : 8;
        addPart(column, 1, rows * width);
        addPart(column, 2, rows * width);
        add(column.child(0));
      }
      case FIXED_SIZE_LIST -> {
        int size = ((ArrowType.FixedSizeList) column.field().getType()).getListSize();
        add(rows(column.child(0), 0, Math.multiplyExact(rows, size)));
      }
      case STRUCT -> addFields(column, rows);
      case SPARSE_UNION -> {
        addPart(column, 0, rows);
        addFields(column, rows);
      }
      case DENSE_UNION -> {
        addPart(column, 0, rows);
        addPart(column, 1, rows * 4L);
        addChildren(column);
      }
      case RUN_END_ENCODED -> addChildren(column);
    }
  }

  private void addPart(Column column, int index, long bytes) {
    addOwned(Memory.share(column.buffer(index), 0, bytes));
  }

  private void addOwned(ArrowBuf buffer) {
    buffer.writerIndex(buffer.capacity());
    buffers.add(buffer);
  }

  private void addVariable(Column column, int width) {
    long first = offset(column, 0, width);
    long last = offset(column, column.length(), width);
    addOffsets(column, width, first);
    addOwned(Memory.share(column.buffer(2), first, last - first));
  }

  private void addList(Column column, int width) {
    long first = offset(column, 0, width);
    long last = offset(column, column.length(), width);
    addOffsets(column, width, first);
    add(rows(column.child(0), Math.toIntExact(first), Math.toIntExact(last - first)));
  }

  /** Offset {@code row}; where there are no rows the buffer may be empty. */
  private static long offset(Column column, int row, int width) {
    if (column.length() == 0) {
      return 0;
    }
    MemorySegment offsets = column.segment(1);
    return width == 4 ? offsets.get(Memory.INT, row * 4L) : offsets.get(Memory.LONG, row * 8L);
  }

  private void addOffsets(Column column, int width, long first) {
    int rows = column.length();
    long bytes = (rows + 1L) * width;
    if (rows > 0 && first == 0) {
      addPart(column, 1, bytes);
      return;
    }
    ArrowBuf rebased = Memory.allocate(allocator, bytes).slice(0, bytes);
    addOwned(rebased);
    MemorySegment to = Memory.segment(rebased);
    for (int i = 0; i <= rows; i++) {
      long offset = offset(column, i, width) - first;
      if (width == 4) {
        to.set(Memory.INT, i * 4L, (int) offset);
      } else {
        to.set(Memory.LONG, i * 8L, offset);
      }
    }
  }

  private void addViews(Column column) {
    addPart(column, 1, column.length() * 16L);
    long[] used = ViewData.used(column);
    for (int i = 0; i < used.length; i++) {
      addPart(column, 2 + i, used[i]);
    }
    variadic.add((long) used.length);
  }

  private void addFields(Column column, int rows) {
    for (int i = 0; i < column.childCount(); i++) {
      add(rows(column.child(i), 0, rows));
    }
  }

  private void addChildren(Column column) {
    for (int i = 0; i < column.childCount(); i++) {
      add(column.child(i));
    }
  }

  private Column rows(Column child, int start, int count) {
    if (start == 0 && count == child.length()) {
      return child;
    }
    Column part = child.slice(start, count, allocator);
    cut.add(part);
    return part;
  }

  @Override
  public void close() {
    buffers.forEach(buffer -> buffer.getReferenceManager().release());
    cut.forEach(Column::close);
  }
}
