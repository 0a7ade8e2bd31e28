package io.sabot.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a topic's reader is told. Changed on copies only. */
final class TopicSettings {
  final String bootstrap;
  final String topic;
  @Nullable String group;
  ValueFormat values = Kafka.bytes();
  List<MetadataColumn> metadata = List.of();
  Place start = Place.EARLIEST;
  @Nullable Place end;
  Poison poison = Poison.FAIL;
  Duration timeout = Duration.ofSeconds(30);
  Map<String, String> properties = Map.of();
  @Nullable List<String> columns;

  TopicSettings(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  private TopicSettings(TopicSettings other) {
    this.bootstrap = other.bootstrap;
    this.topic = other.topic;
    this.group = other.group;
    this.values = other.values;
    this.metadata = other.metadata;
    this.start = other.start;
    this.end = other.end;
    this.poison = other.poison;
    this.timeout = other.timeout;
    this.properties = other.properties;
    this.columns = other.columns;
  }

  /** A copy that differs. */
  TopicSettings with(Consumer<TopicSettings> change) {
    TopicSettings copy = new TopicSettings(this);
    change.accept(copy);
    return copy;
  }

  String name() {
    return "kafka " + topic;
  }

  /** Whether partitions are shared with others of the group, and so come and go. */
  boolean sharesPartitions() {
    return group != null && end == null;
  }
}
