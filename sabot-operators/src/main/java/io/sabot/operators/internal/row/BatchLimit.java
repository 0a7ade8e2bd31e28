package io.sabot.operators.internal.row;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import io.sabot.batch.Layout;
import io.sabot.batch.Memory;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** How many rows an output batch may have: as many as fit its target rows and its target bytes. */
public final class BatchLimit {
  /** A batch of up to so many target sizes is not worth cutting. */
  private static final int UNCUT = 2;

  private BatchLimit() {}

  /** As {@link #rows}, where {@code expected} rows are to come out: a small rest is not cut off. */
  public static int rows(RunOptions options, double bytesPerRow, int expected) {
    int fitting = rows(options, bytesPerRow);
    return expected <= (long) UNCUT * fitting
        ? Math.clamp(expected, fitting, options.batchRows())
        : fitting;
  }

  /** The rows that fit, at least one. */
  public static int rows(RunOptions options, double bytesPerRow) {
    long fitting = (long) (options.batchBytes() / bytesPerRow);
    return Math.clamp(fitting, 1, options.batchRows());
  }

  /** What a row of batches holds on average, selected or not; 0 where there is none. */
  public static double bytesPerRow(List<Batch> batches) {
    long bytes = 0;
    long rows = 0;
    for (Batch batch : batches) {
      for (Column column : batch.columns()) {
        bytes += bytes(column);
      }
      rows += batch.length();
    }
    return (double) bytes / Math.max(rows, 1);
  }

  /** What a row of a column holds on average. */
  public static double bytesPerRow(Column column) {
    return (double) bytes(column) / Math.max(column.length(), 1);
  }

  /** Of text that other rows share, only what these rows have. */
  private static long bytes(Column column) {
    if (column.layout() != Layout.VARIABLE || column.length() == 0) {
      return column.bytes();
    }
    MemorySegment offsets = column.segment(1);
    long end = (long) column.length() << 2;
    long text = (long) offsets.get(Memory.INT, end) - offsets.get(Memory.INT, 0);
    return end + text;
  }
}
