package io.sabot.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that a consumer has now. */
final class Tenures {
  private final Map<TopicPartition, Tenure> held = new HashMap<>();

  void begin(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
    held.put(partition, new Tenure(partition, committed));
  }

  /** The tenure of a partition, or null where it is not held. */
  @Nullable Tenure of(TopicPartition partition) {
    return held.get(partition);
  }

  /** Those of partitions that are held. */
  List<Tenure> of(Collection<TopicPartition> partitions) {
    List<Tenure> found = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Tenure tenure = held.get(partition);
      if (tenure != null) {
        found.add(tenure);
      }
    }
    return found;
  }

  /** Those of which rows are given. */
  List<Tenure> read() {
    return held.values().stream().filter(Tenure::isRead).toList();
  }

  void end(Collection<Tenure> over) {
    for (Tenure tenure : over) {
      tenure.end();
      held.remove(tenure.partition());
    }
  }

  boolean areNone() {
    return held.isEmpty();
  }
}
