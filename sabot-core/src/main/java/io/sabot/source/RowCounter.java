package io.sabot.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts rows and the batches they come in. Thread-safe. */
public final class RowCounter {
  private final LongAdder rows = new LongAdder();
  private final LongAdder batches = new LongAdder();

  /** Counts a batch of so many rows. */
  public void add(long rowsOfBatch) {
    rows.add(rowsOfBatch);
    batches.increment();
  }

  /** Rows so far. */
  public long rows() {
    return rows.sum();
  }

  /** Batches so far. */
  public long batches() {
    return batches.sum();
  }
}
