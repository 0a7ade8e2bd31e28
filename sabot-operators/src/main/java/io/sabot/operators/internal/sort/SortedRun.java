package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;

/** Sorted rows on disk. */
final class SortedRun implements AutoCloseable {
  private final SpillFile file;
  private final double keyBytesPerRow;
  private long largest;

  /** No rows yet, whose keys take so many bytes about. */
  SortedRun(SpillFile file, double keyBytesPerRow) {
    this.file = file;
    this.keyBytesPerRow = keyBytesPerRow;
  }

  /** Writes the next rows in order; the batch passes to this. */
  void write(Batch batch) {
    try (batch) {
      long before = file.bytes();
      file.write(batch);
      long keys = (long) (keyBytesPerRow * batch.length());
      // A batch of views holds far more than its rows, and nothing of that comes back.
      largest = Math.max(largest, file.bytes() - before + keys);
    }
  }

  /** All rows are written. */
  void end() {
    file.rest();
  }

  double keyBytesPerRow() {
    return keyBytesPerRow;
  }

  /** Bytes that a merge holds of it: the block it is at, and the one before. */
  long bytesToMerge() {
    return 2 * largest;
  }

  /** Bytes of its largest block and the keys of that. */
  long largestBlock() {
    return largest;
  }

  long bytesOnDisk() {
    return file.bytes();
  }

  /** Reads it from the start; the reader is closed before this. */
  SpillReader read() {
    return file.read();
  }

  @Override
  public void close() {
    file.close();
  }
}
