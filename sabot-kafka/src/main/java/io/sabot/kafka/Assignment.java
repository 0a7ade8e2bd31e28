package io.sabot.kafka;

import io.sabot.ErrorCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions a consumer reads: those that its group gives it, or all. Whoever listens hears
 * of both in the same way.
 */
final class Assignment {
  private final TopicSettings settings;
  private final Consumer<byte[], byte[]> consumer;
  private final Uninterrupted calls;
  private final Set<TopicPartition> known;

  /** Asks for the partitions that there are. */
  Assignment(TopicSettings settings, Consumer<byte[], byte[]> consumer, Uninterrupted calls) {
    this.settings = settings;
    this.consumer = consumer;
    this.calls = calls;
    this.known = partitions();
    if (known.isEmpty()) {
      throw Problems.unknownTopic(
          settings.name(),
          settings.topic,
          calls.get(() -> consumer.listTopics(settings.timeout)).keySet(),
          ErrorCode.SOURCE_FAILED);
    }
    requireKnown(settings.start);
    if (settings.end != null) {
      requireKnown(settings.end);
    }
  }

  private Set<TopicPartition> partitions() {
    List<PartitionInfo> found =
        calls.get(() -> consumer.partitionsFor(settings.topic, settings.timeout));
    return found == null
        ? new HashSet<>()
        : found.stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .collect(Collectors.toCollection(HashSet::new));
  }

  private void requireKnown(Place place) {
    for (int partition : place.offsets().keySet()) {
      if (partition >= known.size()) {
        throw Problems.unknownPartition(settings.name(), partition, known.size());
      }
    }
  }

  /** Those that there were at the start. */
  Set<TopicPartition> known() {
    return Set.copyOf(known);
  }

  /** Joins the group, or takes the partitions; says where they end. */
  Ends begin(Rebalances listener) {
    if (settings.sharesPartitions()) {
      consumer.subscribe(List.of(settings.topic), listener);
      return Ends.NONE;
    }
    Set<TopicPartition> read = new HashSet<>(known);
    Place end = settings.end;
    if (end != null && end.kind() == Place.Kind.GIVEN) {
      read.removeIf(partition -> !end.offsets().containsKey(partition.partition()));
    }
    consumer.assign(read);
    listener.onPartitionsAssigned(read);
    return end == null ? Ends.NONE : Ends.at(ends(end, read));
  }

  private Map<TopicPartition, Long> ends(Place end, Collection<TopicPartition> read) {
    return end.kind() == Place.Kind.GIVEN
        ? read.stream()
            .collect(
                Collectors.toMap(
                    partition -> partition, partition -> end.offsets().get(partition.partition())))
        : consumer.endOffsets(read, settings.timeout);
  }

  /** Takes partitions that were added to the topic, where no group and no end is in the way. */
  void takeNew(Rebalances listener) {
    if (settings.group != null || settings.end != null) {
      return;
    }
    // Answered from what the client knows, which it asks for anew from time to time.
    Set<TopicPartition> added = partitions();
    added.removeAll(known);
    if (!added.isEmpty()) {
      known.addAll(added);
      consumer.assign(known);
      listener.onPartitionsAssigned(added);
    }
  }
}
