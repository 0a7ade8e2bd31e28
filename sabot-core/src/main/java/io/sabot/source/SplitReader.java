package io.sabot.source;

import io.sabot.operator.Step;

/**
 * One pass over a split, by one thread at a time. {@link #poll} gives batches, signals, a wake-up or
 * the end, never {@link Step#NEEDS_INPUT}. Batches pass to the poller.
 */
public interface SplitReader extends AutoCloseable {
  /** The next step. */
  Step poll();

  /** The number of the next batch within the split: where a reader that {@link #seek}s goes on. */
  default long position() {
    throw new UnsupportedOperationException("this split has no positions");
  }

  /** Goes on from a position of the same split. */
  default void seek(long position) {
    throw new UnsupportedOperationException("this split has no positions");
  }

  @Override
  void close();
}
