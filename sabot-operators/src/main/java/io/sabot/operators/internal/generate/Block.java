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
 * row of the block and end where the column ends, so that no loop can reach beyond.
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
  final MemorySegment[] columns;
  final MemorySegment[] validities;

  Block(Batch batch, int[] ordinals) {
    int count = ordinals.length;
    this.widths = new int[count];
    this.values = new MemorySegment[count];
    this.bitmaps = new MemorySegment[count];
    this.columns = new MemorySegment[count];
    this.validities = new MemorySegment[count];
    for (int i = 0; i < count; i++) {
      Column column = batch.column(ordinals[i]);
      widths[i] = width(column);
      values[i] = column.bufferCount() > 1 ? column.segment(1) : MemorySegment.NULL;
      bitmaps[i] = column.validity();
    }
  }

  /** Moves to the rows from {@code start}; gives whether there are nulls among them. */
  boolean move(int start, int rows) {
    boolean nulls = false;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = from(values[i], widths[i], start);
      nulls |= hasNulls(bitmaps[i], start, rows);
    }
    if (nulls) {
      for (int i = 0; i < columns.length; i++) {
        MemorySegment bits = bitmaps[i];
        validities[i] = bits == null ? ONES : bits.asSlice(start >>> 3);
      }
    }
    return nulls;
  }

  private static int width(Column column) {
    return switch (column.layout()) {
      case BIT -> 0;
      case FIXED -> Layout.width(column.physicalType());
      default -> -1;
    };
  }

  private static MemorySegment from(MemorySegment values, int width, int start) {
    if (width < 0) {
      return MemorySegment.NULL;
    }
    return values.asSlice(width == 0 ? start >>> 3 : (long) start * width);
  }

  private static boolean hasNulls(@Nullable MemorySegment bits, int start, int rows) {
    if (bits == null) {
      return false;
    }
    int end = start + rows;
    for (int word = start >>> 6; word < Bitmaps.words(end); word++) {
      int rest = Math.min(64, end - (word << 6));
      if (Bitmaps.word(bits, word, end) != -1L >>> 64 - rest) {
        return true;
      }
    }
    return false;
  }
}
