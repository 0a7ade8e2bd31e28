package io.sabot.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where partitions are read: where the group has committed, otherwise where the user has said.
 * A partition that was added to the topic later has nothing that would be too old: it is read from
 * its first record on.
 */
final class Beginnings {
  private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

  private final TopicSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Uninterrupted calls;

  /** Partitions of which only what comes from now on is wanted. */
  private final Set<TopicPartition> latest;

  /** Before a consumer joins its group: what was committed until then belongs to earlier runs. */
  Beginnings(
      TopicSettings settings,
      Consumer<byte[], byte[]> consumer,
      Uninterrupted calls,
      Set<TopicPartition> known) {
    this.settings = settings;
    this.consumer = consumer;
    this.calls = calls;
    this.latest = isFirst(known) ? known : Set.of();
  }

  private boolean isFirst(Set<TopicPartition> known) {
    return settings.start.kind() == Place.Kind.LATEST
        && committed(known, settings.timeout).isEmpty();
  }

  /** What the group has committed; waits for brokers that were there before as long as it takes. */
  Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
    while (true) {
      try {
        return committed(partitions, settings.timeout);
      } catch (TimeoutException late) {
        if (!settings.sharesPartitions() || calls.isStopped()) {
          throw late;
        }
        LOG.info("{}: the brokers do not say where to begin, and are asked again", settings.name());
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(
      Collection<TopicPartition> partitions, Duration timeout) {
    Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
    if (settings.group != null && !partitions.isEmpty()) {
      calls
          .get(() -> consumer.committed(new HashSet<>(partitions), timeout))
          .forEach((partition, place) -> {
            if (place != null) {
              found.put(partition, place);
            }
          });
    }
    return found;
  }

  /**
   * Moves to where reading begins. Partitions that are not moved begin with their first record.
   *
   * @return where those begin of which only what comes from now on is wanted
   */
  Map<TopicPartition, Long> seek(
      Collection<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
    Set<TopicPartition> ends = new HashSet<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata place = committed.get(partition);
      Long given = settings.start.offsets().get(partition.partition());
      if (place != null) {
        consumer.seek(partition, place);
      } else if (given != null) {
        consumer.seek(partition, given);
      } else if (latest.contains(partition)) {
        ends.add(partition);
      }
    }
    Map<TopicPartition, Long> offsets =
        ends.isEmpty() ? Map.of() : calls.get(() -> consumer.endOffsets(ends, settings.timeout));
    offsets.forEach(consumer::seek);
    return offsets;
  }
}
