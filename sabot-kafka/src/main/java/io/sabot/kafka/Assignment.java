package io.sabot.kafka;

import io.sabot.ErrorCode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which partitions a consumer reads, and from where. */
final class Assignment {
  private final TopicSettings settings;
  private final Consumer<byte[], byte[]> consumer;

  Assignment(TopicSettings settings, Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.consumer = consumer;
  }

  /** Joins the group, or takes all partitions; says where they end. */
  Ends begin(ConsumerRebalanceListener tenures) {
    Set<TopicPartition> partitions = partitions();
    requireKnown(settings.start, partitions.size());
    if (settings.sharesPartitions()) {
      consumer.subscribe(List.of(settings.topic), tenures);
      return Ends.NONE;
    }
    Place end = settings.end;
    if (end != null && end.kind() == Place.Kind.GIVEN) {
      requireKnown(end, partitions.size());
      partitions.removeIf(partition -> !end.offsets().containsKey(partition.partition()));
    }
    consumer.assign(partitions);
    seek(partitions);
    return ends(end, partitions);
  }

  private Set<TopicPartition> partitions() {
    List<PartitionInfo> known = consumer.partitionsFor(settings.topic, settings.timeout);
    if (known == null || known.isEmpty()) {
      throw Problems.unknownTopic(
          settings.name(),
          settings.topic,
          consumer.listTopics(settings.timeout).keySet(),
          ErrorCode.SOURCE_FAILED);
    }
    return known.stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private void requireKnown(Place place, int count) {
    for (int partition : place.offsets().keySet()) {
      if (partition >= count) {
        throw Problems.unknownPartition(settings.name(), partition, count);
      }
    }
  }

  private Ends ends(@Nullable Place end, Set<TopicPartition> partitions) {
    if (end == null) {
      return Ends.NONE;
    }
    return Ends.at(
        end.kind() == Place.Kind.GIVEN
            ? partitions.stream()
                .collect(
                    Collectors.toMap(
                        partition -> partition,
                        partition -> end.offsets().get(partition.partition())))
            : consumer.endOffsets(partitions, settings.timeout));
  }

  /**
   * Moves to where reading begins. Earliest and latest need no move: the consumer goes there where
   * nothing was committed.
   */
  void seek(Collection<TopicPartition> partitions) {
    if (settings.start.kind() != Place.Kind.GIVEN || partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        settings.group == null
            ? Map.of()
            : Uninterrupted.get(
                () -> consumer.committed(new HashSet<>(partitions), settings.timeout));
    for (TopicPartition partition : partitions) {
      Long offset = settings.start.offsets().get(partition.partition());
      if (offset != null && committed.get(partition) == null) {
        consumer.seek(partition, offset);
      }
    }
  }
}
