package io.sabot.operators.internal.sort;

import io.sabot.batch.Batch;
import io.sabot.spill.SpillReader;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** A run that is merged with others, and its blocks in memory. */
final class MergedRun implements AutoCloseable {
  private final SpillReader reader;
  private final KeyColumns keyColumns;
  private final BufferAllocator allocator;
  private @Nullable Batch earlier;
  private @Nullable Batch batch;
  private @Nullable KeyBlock keys;

  /** What row ids call the block it is at. */
  int chunk;

  MergedRun(SpillReader reader, KeyColumns keyColumns, BufferAllocator allocator) {
    this.reader = reader;
    this.keyColumns = keyColumns;
    this.allocator = allocator;
  }

  /** Goes to the next block, and keeps the one it was at, too; false at the end. */
  boolean read() {
    if (keys != null) {
      keys.close();
      keys = null;
    }
    earlier = batch;
    batch = null;
    Batch next = reader.next();
    if (next == null) {
      reader.close();
      return false;
    }
    try (PreparedRows prepared = PreparedRows.of(next, keyColumns, allocator)) {
      keys = prepared.encode(allocator);
      batch = prepared.flat().share();
    }
    return true;
  }

  /** Whether the block before is held, too. */
  boolean holdsTwo() {
    return earlier != null;
  }

  void dropEarlier() {
    if (earlier != null) {
      earlier.close();
      earlier = null;
    }
  }

  /** The block it is at, or null before the first and behind the last. */
  @Nullable Batch batch() {
    return batch;
  }

  /** The keys of that block. */
  @Nullable KeyBlock keys() {
    return keys;
  }

  /** Bytes held. */
  long bytes() {
    long held = earlier == null ? 0 : earlier.bytes();
    if (batch != null && keys != null) {
      held += batch.bytes() + KeyBlock.size(keys.starts());
    }
    return held;
  }

  @Override
  public void close() {
    dropEarlier();
    if (batch != null) {
      batch.close();
      batch = null;
    }
    if (keys != null) {
      keys.close();
      keys = null;
    }
    reader.close();
  }
}
