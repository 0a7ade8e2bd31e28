package io.sabot.operators.internal.sort;

import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.batch.Outlined;
import io.sabot.expression.SortKey;
import io.sabot.operators.internal.kernel.SortKeyKernels;
import io.sabot.operators.internal.kernel.VariableKeyKernels;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Encodes the key columns of a batch, column by column; see {@link SortKeyKernels}. */
final class KeyEncoder {
  private final List<SortKey> order;
  private final List<Column> columns;
  private final int rows;

  KeyEncoder(List<SortKey> order, List<Column> columns, int rows) {
    this.order = order;
    this.columns = columns;
    this.rows = rows;
  }

  /** Where each key starts, and the last ends. */
  long[] starts() {
    long[] lengths = new long[rows];
    long fixed = 0;
    for (Column column : columns) {
      fixed += 1 + fixedWidth(column);
      Outlined.run(() -> addLengths(column, lengths));
    }
    long[] starts = new long[rows + 1];
    for (int i = 0; i < rows; i++) {
      starts[i + 1] = starts[i] + fixed + lengths[i];
    }
    return starts;
  }

  /** The keys, which pass to the caller. */
  KeyBlock encode(long[] starts, BufferAllocator allocator) {
    ArrowBuf bytes = Memory.allocate(allocator, starts[rows] + Long.BYTES);
    try {
      long[] cursors = starts.clone();
      for (int i = 0; i < columns.size(); i++) {
        ColumnWriter writer =
            new ColumnWriter(columns.get(i), order.get(i), Memory.segment(bytes), cursors);
        Outlined.run(writer::write);
      }
      return new KeyBlock(bytes, starts);
    } catch (Throwable failure) {
      bytes.close();
      throw failure;
    }
  }

  private static int fixedWidth(Column column) {
    return switch (column.layout()) {
      case BIT -> 1;
      case FIXED -> Layout.width(column.physicalType());
      default -> 0;
    };
  }

  /** Null columns say that each row is null without a bitmap. */
  private static @Nullable MemorySegment validity(Column column) {
    return column.layout() == Layout.NULL ? null : column.validity();
  }

  private void addLengths(Column column, long[] lengths) {
    MemorySegment validity = validity(column);
    switch (column.layout()) {
      case VARIABLE ->
          VariableKeyKernels.lengths(column.segment(1), column.segment(2), validity, rows, lengths);
      case LARGE_VARIABLE ->
          VariableKeyKernels.largeLengths(
              column.segment(1), column.segment(2), validity, rows, lengths);
      case VIEW ->
          VariableKeyKernels.viewLengths(
              column.segment(1), viewData(column), validity, rows, lengths);
      default -> {}
    }
  }

  private static MemorySegment[] viewData(Column column) {
    MemorySegment[] data = new MemorySegment[column.bufferCount() - 2];
    for (int i = 0; i < data.length; i++) {
      data[i] = column.segment(i + 2);
    }
    return data;
  }

  /** Writes one column behind what is written of each row. */
  private final class ColumnWriter {
    private final Column column;
    private final @Nullable MemorySegment validity;
    private final byte nullMarker;
    private final long flip;
    private final MemorySegment to;
    private final long[] cursors;

    ColumnWriter(Column column, SortKey key, MemorySegment to, long[] cursors) {
      this.column = column;
      this.validity = KeyEncoder.validity(column);
      this.nullMarker = (byte) (key.nulls() == SortKey.NullOrder.FIRST ? 0 : 2);
      this.flip = key.direction() == SortKey.Direction.DESCENDING ? -1 : 0;
      this.to = to;
      this.cursors = cursors;
    }

    void write() {
      if (column.layout() == Layout.NULL) {
        SortKeyKernels.allNull(rows, nullMarker, to, cursors);
        return;
      }
      SortKeyKernels.markers(validity, rows, nullMarker, to, cursors);
      MemorySegment values = column.segment(1);
      switch (column.layout()) {
        case BIT -> SortKeyKernels.bits(values, rows, (byte) (flip & 1), to, cursors);
        case FIXED -> fixed(values, column.physicalType());
        case VARIABLE ->
            VariableKeyKernels.write(
                values, column.segment(2), validity, rows, (byte) flip, to, cursors);
        case LARGE_VARIABLE ->
            VariableKeyKernels.largeWrite(
                values, column.segment(2), validity, rows, (byte) flip, to, cursors);
        case VIEW ->
            VariableKeyKernels.viewWrite(
                values, viewData(column), validity, rows, (byte) flip, to, cursors);
        default -> throw new IllegalStateException("not a sortable layout: " + column);
      }
      SortKeyKernels.clearNulls(validity, rows, fixedWidth(column), to, cursors);
    }

    private void fixed(MemorySegment values, ArrowType type) {
      switch (type) {
        case ArrowType.FloatingPoint t -> floats(values, Layout.width(t));
        case ArrowType.FixedSizeBinary t ->
            SortKeyKernels.anyWidth(values, t.getByteWidth(), rows, (byte) flip, to, cursors);
        case ArrowType.Int t when !t.getIsSigned() -> integers(values, t.getBitWidth() / 8, flip);
        default -> {
          int width = Layout.width(type);
          integers(values, width, flip ^ Long.MIN_VALUE >> (64 - 8 * Math.min(width, 8)));
        }
      }
    }

    private void floats(MemorySegment values, int width) {
      switch (width) {
        case 2 -> SortKeyKernels.float2(values, rows, (short) flip, to, cursors);
        case 4 -> SortKeyKernels.float4(values, rows, (int) flip, to, cursors);
        default -> SortKeyKernels.float8(values, rows, flip, to, cursors);
      }
    }

    private void integers(MemorySegment values, int width, long signedFlip) {
      switch (width) {
        case 1 -> SortKeyKernels.bytes1(values, rows, (byte) signedFlip, to, cursors);
        case 2 -> SortKeyKernels.bytes2(values, rows, (short) signedFlip, to, cursors);
        case 4 -> SortKeyKernels.bytes4(values, rows, (int) signedFlip, to, cursors);
        case 8 -> SortKeyKernels.bytes8(values, rows, signedFlip, to, cursors);
        default -> SortKeyKernels.words(values, width / 8, rows, flip, to, cursors);
      }
    }
  }
}
