package io.sabot.kafka;

import io.sabot.operator.Signal;

/** What the thread of the consumer hands over, in order. */
sealed interface Arrival {
  /** Records. */
  record Records(Chunk chunk) implements Arrival {}

  /** Partitions came or went. */
  record Change(Signal signal) implements Arrival {}
}
