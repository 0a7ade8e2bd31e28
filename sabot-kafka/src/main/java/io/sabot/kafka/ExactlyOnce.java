package io.sabot.kafka;

import io.sabot.sink.Upstream;
import io.sabot.source.Source;
import io.sabot.source.Source.Boundedness;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * How a sink writes in transactions.
 *
 * @param name of the writer, or null where each run takes one that nobody had before: then it is
 *     the generation of the group that keeps out those who have lost their partitions
 * @param boundedness of the stream: one that ends is one transaction
 */
record ExactlyOnce(@Nullable String name, Boundedness boundedness) {
  static final ExactlyOnce UNNAMED = new ExactlyOnce(null, Boundedness.UNBOUNDED);

  private static final Duration STREAM = Duration.ofSeconds(30);

  /** The most that brokers allow unless told otherwise. */
  private static final Duration WHOLE = Duration.ofMinutes(15);

  static ExactlyOnce named(String name) {
    return new ExactlyOnce(name, Boundedness.UNBOUNDED);
  }

  /** For a job, whose sources must be those that this can commit. */
  ExactlyOnce within(Upstream upstream, SinkSettings settings) {
    for (Source source : upstream.sources()) {
      TransactionSources.require(settings, upstream.boundedness(), source);
    }
    ExactlyOnce how = new ExactlyOnce(nameWithin(upstream, settings), upstream.boundedness());
    Duration longest = how.longest(settings.properties);
    if (upstream.boundedness() == Boundedness.UNBOUNDED
        && upstream.interval().multipliedBy(2).compareTo(longest) > 0) {
      throw Arguments.refused(
          settings.name(),
          "the interval of commits must be at most half of transaction.timeout.ms, which is "
              + longest.toMillis(),
          "it is " + upstream.interval(),
          "commit more often, or allow longer transactions with withProperty");
    }
    return how;
  }

  /**
   * A stream that ends reads all partitions itself, without a generation of its group: there it is
   * the name that lets one run of the group at a time write to the topic.
   */
  private @Nullable String nameWithin(Upstream upstream, SinkSettings settings) {
    if (name != null || upstream.boundedness() == Boundedness.UNBOUNDED) {
      return name;
    }
    return upstream.sources().stream()
        .map(source -> ((KafkaTopic) source).settings().group)
        .distinct()
        .sorted()
        .collect(Collectors.joining("-", "sabot-", "-" + settings.topic));
  }

  /** After how long the brokers abort a transaction. */
  Duration longest(Map<String, String> properties) {
    String given = properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
    if (given != null) {
      return Duration.ofMillis(Long.parseLong(given));
    }
    return boundedness == Boundedness.BOUNDED ? WHOLE : STREAM;
  }

  /** The transactional id of a run. */
  String id(String topic) {
    return name == null ? "sabot-" + topic + "-" + UUID.randomUUID() : name;
  }
}
