package io.sabot.operators.internal.expression;

import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import io.sabot.operators.internal.kernel.ByteRows;
import io.sabot.operators.internal.kernel.TextWindow;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * An operand of text as kernels read it: between offsets. Views are copied into that form; rows
 * that are null become empty.
 *
 * @param offsets one more than rows
 * @param width of an offset, 4 or 8 bytes
 * @param values the bytes
 * @param stride 0 where one text stands for all rows
 * @param copy what was made of views, or null
 */
record TextOperand(
    MemorySegment offsets, int width, MemorySegment values, int stride, @Nullable Column copy)
    implements AutoCloseable {

  /** The operand, which stays with the caller and must outlive this. */
  static TextOperand of(Frame frame, Operand operand) {
    Column column = operand.column();
    int stride = operand.stride();
    return switch (column.layout()) {
      case VARIABLE -> new TextOperand(column.segment(1), 4, column.segment(2), stride, null);
      case LARGE_VARIABLE -> new TextOperand(column.segment(1), 8, column.segment(2), stride, null);
      default -> {
        Column copy = dense(frame, operand);
        yield new TextOperand(copy.segment(1), 8, copy.segment(2), stride, copy);
      }
    };
  }

  /** Whether rows lie between offsets as they are. */
  static boolean isPlain(Operand operand) {
    Layout layout = operand.column().layout();
    return layout == Layout.VARIABLE || layout == Layout.LARGE_VARIABLE;
  }

  private static Column dense(Frame frame, Operand operand) {
    Column column = operand.column();
    ByteRows rows = Comparison.rows(Operand.rows(column));
    MemorySegment validity = column.validity();
    int length = column.length();
    ArrowBuf offsets = Memory.allocate(frame.allocator(), (length + 1L) << 3);
    try (GrowingBytes bytes = new GrowingBytes(frame.allocator(), 12L * length)) {
      MemorySegment ends = Memory.segment(offsets);
      ends.set(Memory.LONG, 0, 0);
      for (int row = 0; row < length; row++) {
        if (validity == null || Bitmaps.get(validity, row)) {
          bytes.put(rows, row);
        }
        ends.set(Memory.LONG, (row + 1L) << 3, bytes.size());
      }
      return Column.of(column.field(), length, frame.allocator().getEmpty(), offsets, bytes.take());
    } catch (Throwable failure) {
      offsets.getReferenceManager().release();
      throw failure;
    }
  }

  /** Bytes of so many rows. */
  long bytes(int rows) {
    int last = stride == 0 ? 1 : rows;
    return width == 4
        ? offsets.get(Memory.INT, (long) last << 2) - offsets.get(Memory.INT, 0)
        : offsets.get(Memory.LONG, (long) last << 3) - offsets.get(Memory.LONG, 0);
  }

  /** A window over its rows. */
  TextWindow window(int rows) {
    return TextWindow.of(offsets, width, values, stride, rows);
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
  }
}
