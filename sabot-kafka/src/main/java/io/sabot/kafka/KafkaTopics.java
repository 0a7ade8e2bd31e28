package io.sabot.kafka;

import io.sabot.source.Source;
import io.sabot.source.TopicSources;

/** What {@code Stream.fromKafka} finds where this module is on the class path. */
public final class KafkaTopics implements TopicSources {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaTopics() {}

  @Override
  public String kind() {
    return "kafka";
  }

  @Override
  public Source topic(String bootstrap, String topic, String group) {
    return Kafka.topic(bootstrap, topic)
        .withGroup(group)
        .withMetadata(
            Metadata.KEY,
            Metadata.TOPIC,
            Metadata.PARTITION,
            Metadata.OFFSET,
            Metadata.TIMESTAMP,
            Metadata.HEADERS);
  }
}
