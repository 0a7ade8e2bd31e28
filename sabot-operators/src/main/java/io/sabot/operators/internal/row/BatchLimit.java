package io.sabot.operators.internal.row;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Column;
import java.util.List;

/** How many rows an output batch may have: as many as fit its target rows and its target bytes. */
public final class BatchLimit {
  private BatchLimit() {}

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
      bytes += batch.bytes();
      rows += batch.length();
    }
    return (double) bytes / Math.max(rows, 1);
  }

  /** What a row of a column holds on average. */
  public static double bytesPerRow(Column column) {
    return (double) column.bytes() / Math.max(column.length(), 1);
  }
}
