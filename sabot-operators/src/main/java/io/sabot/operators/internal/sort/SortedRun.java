package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import org.apache.arrow.memory.BufferAllocator;

/** Sorted rows on disk. */
final class SortedRun implements AutoCloseable {
  private final SpillFile file;
  private final KeyColumns keys;
  private final BufferAllocator allocator;
  private long largest;

  /** No rows yet, sorted by these keys. */
  SortedRun(SpillFile file, KeyColumns keys, BufferAllocator allocator) {
    this.file = file;
    this.keys = keys;
    this.allocator = allocator;
  }

  /** Writes the next rows in order; the batch passes to this. */
  void write(Batch batch) {
    long before = file.bytes();
    try (PreparedRows rows = PreparedRows.of(batch, keys, allocator)) {
      file.write(rows.flat());
      // A batch of views holds far more than its rows, and nothing of that comes back.
      long block = file.bytes() - before + KeyBlock.size(rows.starts());
      largest = Math.max(largest, block);
    }
  }

  /** All rows are written. */
  void end() {
    file.rest();
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
