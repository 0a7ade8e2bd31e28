package io.sabot.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/** What a topic's reader is told. Changed on copies only. */
final class TopicSettings {
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
  private static final Duration LONGEST_COMMIT = Duration.ofMinutes(2);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

  /** After how long without a poll a group takes the partitions away, by default. */
  private static final Duration GROUP_PATIENCE = Duration.ofMinutes(5);

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
  List<String> partitionedBy = List.of();
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
    this.partitionedBy = other.partitionedBy;
    this.columns = other.columns;
  }

  /** How long the consumer may be kept from polling to have something noted. */
  Duration longestAttempt() {
    return shorter(timeout, LONGEST_ATTEMPT);
  }

  /** How long brokers may be away from a commit. */
  Duration longestCommit() {
    return timeout.compareTo(LONGEST_COMMIT) > 0 ? timeout : LONGEST_COMMIT;
  }

  /**
   * For how long brokers may be silent: whatever else a consumer does, it asks them for what is new
   * of its topic so often.
   */
  Duration longestSilence() {
    return longestAttempt()
        .plusMillis(millis(ConsumerConfig.METADATA_MAX_AGE_CONFIG, Clients.NEWS_OF_PARTITIONS));
  }

  private long millis(String property, Duration unlessSaid) {
    String said = properties.get(property);
    return said == null ? unlessSaid.toMillis() : Long.parseLong(said.trim());
  }

  /** How long the group waits for a commit of partitions that go to another. */
  Duration longestHandingOver() {
    long patience = millis(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, GROUP_PATIENCE);
    return shorter(timeout, Duration.ofMillis(patience / 3));
  }

  /**
   * How long a consumer may take to leave its group. One that is no member does not say farewell:
   * brokers would answer it only behind its last fetch, which waits half a second for records.
   */
  Duration longestFarewell() {
    return sharesPartitions() ? shorter(timeout, LONGEST_FAREWELL) : Duration.ZERO;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
