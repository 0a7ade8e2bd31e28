package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a batch as a loop sees them, block after block: segments that begin at the first
 * row of the block and end behind its last one, so that no loop reaches beyond: a column that is
 * too short is found here, before a loop reads by addresses.
 */
final class Block {
  /** Short enough that sums of a block are exact or nearly so, and that it stays in the cache. */
  static final int ROWS = 4096;

  /** What stands for the bitmap of a column without nulls. */
  private static final MemorySegment ONES =
      Arena.global().allocate(ROWS >>> 3).fill((byte) 0xFF).asReadOnly();

  /** Bytes per value; 0 for bits, −1 where only the bitmap is read. */
  private final int[] widths;

  private final MemorySegment[] values;
  private final @Nullable MemorySegment[] bitmaps;
  private final Operands operands;

  private final boolean nulls;

  /** The columns of a batch, with bitmaps where they are asked for, for these operands. */
  Block(Batch batch, int[] ordinals, boolean nulls, Operands operands) {
    this.operands = operands;
    this.nulls = nulls;
    int count = ordinals.length;
    this.widths = new int[count];
    this.values = new MemorySegment[count];
    this.bitmaps = new MemorySegment[count];
    for (int i = 0; i < count; i++) {
      Column column = batch.column(ordinals[i]);
      widths[i] = width(column);
      values[i] = column.bufferCount() > 1 ? column.segment(1) : MemorySegment.NULL;
      bitmaps[i] = column.validity();
    }
  }

  /** Moves to the rows from {@code start}. */
  void move(int start, int rows) {
    for (int i = 0; i < widths.length; i++) {
      operands.columns[i] = part(values[i], widths[i], start, rows);
      if (nulls) {
        MemorySegment bits = bitmaps[i];
        operands.validities[i] = bits == null ? ONES : part(bits, 0, start, rows);
      }
    }
  }

  private static int width(Column column) {
    return switch (column.layout()) {
      case BIT -> 0;
      case FIXED -> Layout.width(column.physicalType());
      default -> -1;
    };
  }

  /** Those rows, which the column must have. */
  static MemorySegment part(MemorySegment values, int width, int start, int rows) {
    if (width < 0) {
      return MemorySegment.NULL;
    }
    return width == 0
        ? values.asSlice(start >>> 3, Bitmaps.bytes(rows))
        : values.asSlice((long) start * width, (long) rows * width);
  }
}
