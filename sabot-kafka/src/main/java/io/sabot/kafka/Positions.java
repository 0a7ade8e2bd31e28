package io.sabot.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far partitions have been read.
 *
 * @param next the offset that comes next, and for which tenure of the partition that holds
 */
record Positions(Map<TopicPartition, Place> next) {
  /** An offset within a tenure. */
  record Place(long tenure, long offset) {}

  Positions() {
    this(new HashMap<>());
  }

  void set(TopicPartition partition, long tenure, long offset) {
    next.put(partition, new Place(tenure, offset));
  }

  Positions copy() {
    return new Positions(new HashMap<>(next));
  }
}
