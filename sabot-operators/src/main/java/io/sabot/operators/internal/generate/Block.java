package io.sabot.operators.internal.generate;

import io.sabot.batch.Batch;
import io.sabot.batch.Bitmaps;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a batch as a loop sees them, block after block: segments that begin at the first
 * row of the block and end behind its last one, so that no loop reaches beyond: a column that is
 * too short is found here, before a loop reads by addresses.
 */
final class Block {
  /** Rows of a lane of a step whose sum is exact or nearly so. */
  private static final int ROWS_OF_LANE = 4096;

  /**
   * No block has more. A quarter of it ends a quarter of a page behind some page: places that lie a
   * whole number of pages apart would share few lines of the caches.
   */
  static final int ROWS = 64_000;

  /** What stands for the bitmap of a column without nulls. */
  private static final long[] ONES = new long[ROWS / Long.SIZE];

  static {
    Arrays.fill(ONES, -1);
  }

  /**
   * How long blocks are: where several loops read them, they must be there when the next one comes.
   */
  static int rows(List<LoopClass> loops) {
    int rows = loops.getFirst().shape().step() * ROWS_OF_LANE;
    return loops.size() > 1 ? ROWS_OF_LANE : Math.min(ROWS, rows);
  }

  private final int[] ordinals;

  /** Bytes per value; 0 for bits, −1 where only the bitmap is read. */
  private final int[] widths;

  private final MemorySegment[] values;
  private final @Nullable MemorySegment[] bitmaps;
  private final boolean nulls;
  private final Operands operands;

  /** The columns of so many batches as come, with bitmaps where they are asked for. */
  Block(int[] ordinals, boolean nulls, Operands operands) {
    int count = ordinals.length;
    this.ordinals = ordinals;
    this.operands = operands;
    this.nulls = nulls;
    this.widths = new int[count];
    this.values = new MemorySegment[count];
    this.bitmaps = new MemorySegment[count];
    for (int i = 0; i < count; i++) {
      operands.bits[i] = ordinals[i] == Parts.ROWS.ordinal() ? operands.rows : ONES;
      operands.validities[i] = ONES;
    }
    close();
  }

  /** Takes the columns of a batch, which stays with the caller. */
  void open(Batch batch) {
    for (int i = 0; i < ordinals.length; i++) {
      if (ordinals[i] != Parts.ROWS.ordinal()) {
        open(i, batch.column(ordinals[i]));
      }
    }
  }

  private void open(int i, Column column) {
    widths[i] = width(column);
    values[i] = column.bufferCount() > 1 ? column.segment(1) : MemorySegment.NULL;
    bitmaps[i] = nulls ? column.validity() : null;
    if (widths[i] == 0 && operands.bits[i] == ONES) {
      operands.bits[i] = new long[ROWS / Long.SIZE];
    }
    if (bitmaps[i] == null) {
      operands.validities[i] = ONES;
    } else if (operands.validities[i] == ONES) {
      operands.validities[i] = new long[ROWS / Long.SIZE];
    }
  }

  /** Forgets the columns of a batch, whose memory may go. */
  void close() {
    Arrays.fill(widths, -1);
    Arrays.fill(values, MemorySegment.NULL);
    Arrays.fill(bitmaps, null);
  }

  /** Moves to the rows from {@code start}. */
  void move(int start, int rows) {
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        copy(values[i], start, rows, operands.bits[i]);
      } else {
        operands.columns[i] = part(values[i], widths[i], start, rows);
      }
      MemorySegment valid = bitmaps[i];
      if (valid != null) {
        copy(valid, start, rows, operands.validities[i]);
      }
    }
  }

  /** Bits into words, from the start of a word: those of a block are few, and read often. */
  private static void copy(MemorySegment bits, int start, int rows, long[] words) {
    MemorySegment.copy(bits, start >>> 3, MemorySegment.ofArray(words), 0, Bitmaps.bytes(rows));
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
