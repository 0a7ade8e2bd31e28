package io.sabot.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where partitions end for this run, and which have been read so far. */
final class Ends {
  /** Nowhere. */
  static final Ends NONE = new Ends(null);

  private final @Nullable Map<TopicPartition, Long> open;
  private final Set<TopicPartition> reached = new HashSet<>();
  private boolean told;

  private Ends(@Nullable Map<TopicPartition, Long> open) {
    this.open = open;
  }

  static Ends at(Map<TopicPartition, Long> offsets) {
    return new Ends(new HashMap<>(offsets));
  }

  /** The records that lie before the end. */
  List<ConsumerRecord<byte[], byte[]>> before(
      TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    if (open == null) {
      return records;
    }
    Long end = open.get(partition);
    if (end == null) {
      return List.of();
    }
    return records.getLast().offset() < end
        ? records
        : records.stream().filter(record -> record.offset() < end).toList();
  }

  /** Partitions that were read to their end. */
  Set<TopicPartition> reached() {
    return reached;
  }

  /** Pauses partitions that were read to their end; true once, when they are all of them. */
  boolean areReached(Consumer<byte[], byte[]> consumer, Uninterrupted calls, Duration timeout) {
    if (open == null || told) {
      return false;
    }
    open.entrySet()
        .removeIf(end -> {
          TopicPartition partition = end.getKey();
          boolean over = calls.get(() -> consumer.position(partition, timeout)) >= end.getValue();
          if (over) {
            reached.add(partition);
            consumer.pause(Set.of(partition));
          }
          return over;
        });
    told = open.isEmpty();
    return told;
  }
}
