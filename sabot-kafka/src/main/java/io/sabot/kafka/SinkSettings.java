package io.sabot.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the writer of a topic is told. Changed on copies only. */
final class SinkSettings {
  final String bootstrap;
  final String topic;
  @Nullable String key;
  @Nullable String value;
  Map<String, String> headers = Map.of();
  @Nullable ExactlyOnce exactlyOnce;
  Duration timeout = Duration.ofSeconds(30);
  Map<String, String> properties = Map.of();

  SinkSettings(String bootstrap, String topic) {
    this.bootstrap = bootstrap;
    this.topic = topic;
  }

  private SinkSettings(SinkSettings other) {
    this.bootstrap = other.bootstrap;
    this.topic = other.topic;
    this.key = other.key;
    this.value = other.value;
    this.headers = other.headers;
    this.exactlyOnce = other.exactlyOnce;
    this.timeout = other.timeout;
    this.properties = other.properties;
  }

  /** A copy that differs. */
  SinkSettings with(Consumer<SinkSettings> change) {
    SinkSettings copy = new SinkSettings(this);
    change.accept(copy);
    return copy;
  }

  String name() {
    return "kafka " + topic;
  }
}
