package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.spill.SpillFile;
import io.sabot.spill.SpillReader;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Sorted rows on disk, in blocks of about so many bytes, their keys included. None has more than
 * {@value #MOST} times as many, unless it is a single row: whatever rows a merge meets, it holds no
 * more than it was given room for.
 */
final class SortedRun implements AutoCloseable {
  private static final int MOST = 2;

  private final SpillFile file;
  private final long blockBytes;
  private final KeyColumns keys;
  private final BufferAllocator allocator;
  private long largest;

  /** No rows yet, sorted by these keys. */
  SortedRun(SpillFile file, long blockBytes, KeyColumns keys, BufferAllocator allocator) {
    this.file = file;
    this.blockBytes = blockBytes;
    this.keys = keys;
    this.allocator = allocator;
  }

  /** Writes the next rows in order; the batch passes to this. */
  void write(Batch batch) {
    try (PreparedRows rows = PreparedRows.of(batch, keys, allocator)) {
      Batch flat = rows.flat();
      long keyBytes = KeyBlock.size(rows.starts());
      if (flat.length() > 1 && isTooLarge(flat, MOST * blockBytes - keyBytes)) {
        int half = flat.length() / 2;
        write(flat.slice(0, half, allocator));
        write(flat.slice(half, flat.length() - half, allocator));
      } else {
        write(flat, keyBytes);
      }
    }
  }

  /** A batch may hold far more than its rows, and nothing of that comes back. */
  private boolean isTooLarge(Batch flat, long most) {
    return flat.bytes() > most && file.bytesWhenRead(flat) > most;
  }

  private void write(Batch block, long keyBytes) {
    long before = file.bytes();
    file.write(block);
    largest = Math.max(largest, file.bytes() - before + keyBytes);
  }

  /** All rows are written. */
  void end() {
    file.rest();
  }

  /** Bytes that a merge holds of it: the block it is at, and the one before. */
  long bytesToMerge() {
    return 2 * largest;
  }

  /** Bytes that a block and its keys have about. */
  long blockBytes() {
    return blockBytes;
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
