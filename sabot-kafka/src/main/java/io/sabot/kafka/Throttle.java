package io.sabot.kafka;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Pauses partitions while as much waits as may, and resumes them when half of it is gone. Polling
 * goes on meanwhile, so that the group keeps its member.
 */
final class Throttle {
  /** What may wait, in batches. */
  private static final int BATCHES_AHEAD = 4;

  private final Handover handover;
  private final long mostRecords;
  private final long mostBytes;
  private volatile boolean paused;

  /** For batches of so many records or bytes. */
  Throttle(Handover handover, long batchRecords, long batchBytes) {
    this.handover = handover;
    this.mostRecords = BATCHES_AHEAD * batchRecords;
    this.mostBytes = BATCHES_AHEAD * Math.min(batchBytes, Long.MAX_VALUE / BATCHES_AHEAD);
  }

  private boolean isFull(int part) {
    return handover.records() * part >= mostRecords || handover.bytes() * part >= mostBytes;
  }

  /** Whether the consumer waits for room that there is by now. Any thread may ask. */
  boolean isToResume() {
    return paused && !isFull(2);
  }

  void regulate(Consumer<byte[], byte[]> consumer, Ends ends) {
    if (isFull(1)) {
      paused = true;
      consumer.pause(consumer.assignment());
    }
    if (isToResume()) {
      paused = false;
      Set<TopicPartition> open = new HashSet<>(consumer.paused());
      open.removeAll(ends.reached());
      consumer.resume(open);
    }
  }

  /** Partitions that came wait like the others. */
  void came(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    if (paused) {
      consumer.pause(partitions);
    }
  }
}
