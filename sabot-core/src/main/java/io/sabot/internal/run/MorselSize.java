package io.sabot.internal.run;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;

/** How much of a batch one worker takes at a time: bytes count, not rows. */
final class MorselSize {
  /** A batch of up to this many target sizes is not worth cutting. */
  private static final int UNCUT = 2;

  /** Slices begin where bitmaps begin a word, so that nothing is shifted. */
  private static final int ALIGNMENT = 64;

  private MorselSize() {}

  /** Rows of a slice of a batch of so many bytes; as many as it has where it is not to be cut. */
  static int rows(Batch batch, long bytes, RunOptions options) {
    int rows = batch.rowCount();
    if (rows <= (long) UNCUT * options.batchRows() && bytes <= UNCUT * options.batchBytes()) {
      return rows;
    }
    double each = Math.max(1, (double) bytes / rows);
    int fitting = Math.clamp((long) (options.batchBytes() / each), 1, options.batchRows());
    return fitting < ALIGNMENT ? fitting : fitting / ALIGNMENT * ALIGNMENT;
  }

  /** Bytes of the rows that count: of text that other rows share, only their own. */
  static long bytes(Batch batch) {
    long bytes = 0;
    for (Column column : batch.columns()) {
      bytes += bytes(column);
    }
    return batch.length() == 0 ? 0 : (long) ((double) bytes * batch.rowCount() / batch.length());
  }

  private static long bytes(Column column) {
    return switch (column.layout()) {
      case VARIABLE -> 4L * column.length() + text(column, 4);
      case LARGE_VARIABLE -> 8L * column.length() + text(column, 8);
      case VIEW -> 16L * column.length();
      default -> {
        long bytes = 0;
        for (int i = 0; i < column.bufferCount(); i++) {
          bytes += column.buffer(i).capacity();
        }
        for (int i = 0; i < column.childCount(); i++) {
          bytes += bytes(column.child(i));
        }
        yield bytes;
      }
    };
  }

  /** Read before anybody has checked them: what is out of range is refused later. */
  private static long text(Column column, int width) {
    if (column.bufferCount() < 3) {
      return 0;
    }
    MemorySegment offsets = column.segment(1);
    long end = (long) column.length() * width;
    if (offsets.byteSize() < end + width) {
      return 0;
    }
    long bytes =
        width == 4
            ? (long) offsets.get(Memory.INT, end) - offsets.get(Memory.INT, 0)
            : offsets.get(Memory.LONG, end) - offsets.get(Memory.LONG, 0);
    return Math.clamp(bytes, 0, column.buffer(2).capacity());
  }
}
