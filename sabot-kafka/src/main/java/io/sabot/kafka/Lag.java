package io.sabot.kafka;

import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** How many records lie behind the last one that was given. */
final class Lag {
  private static final long UNKNOWN = -1;

  private volatile long records = UNKNOWN;

  /** So many, where that is known. Any thread may ask. */
  OptionalLong records() {
    long known = records;
    return known < 0 ? OptionalLong.empty() : OptionalLong.of(known);
  }

  /** Looks at partitions that are read, and counts what was polled and waits. */
  void measure(Consumer<byte[], byte[]> consumer, Tenures tenures, long waiting) {
    records = sum(consumer, tenures, waiting);
  }

  private static long sum(Consumer<byte[], byte[]> consumer, Tenures tenures, long waiting) {
    if (tenures.areNone()) {
      return UNKNOWN;
    }
    long sum = waiting;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong behind = consumer.currentLag(partition);
      if (behind.isEmpty()) {
        return UNKNOWN;
      }
      sum += behind.getAsLong();
    }
    return sum;
  }
}
