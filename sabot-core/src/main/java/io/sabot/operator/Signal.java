package io.sabot.operator;

/** What travels between batches, in order with them, without rows and without using demand. */
public sealed interface Signal {
  /** No later row has an event time before {@code time}, in microseconds since the epoch. */
  record Watermark(long time) implements Signal {}

  /** A snapshot is being taken here: state before the barrier belongs to it. */
  record Barrier(long id) implements Signal {}

  /** Rows held back for fuller batches should be emitted now. */
  record Flush() implements Signal {}

  /** The one flush. */
  Signal FLUSH = new Flush();
}
