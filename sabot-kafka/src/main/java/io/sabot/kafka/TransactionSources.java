package io.sabot.kafka;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.source.Source;
import io.sabot.source.Source.Boundedness;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Refuses sources whose offsets a transaction cannot commit. */
final class TransactionSources {
  private TransactionSources() {}

  static void require(SinkSettings sink, Boundedness job, Source source) {
    if (!(source instanceof KafkaTopic topic)) {
      throw refused(
          sink,
          "\"" + source.name() + "\" is none",
          "bring its rows into a topic first, or leave out exactlyOnce");
    }
    TopicSettings settings = topic.settings();
    if (settings.group == null) {
      throw refused(
          sink, "\"" + source.name() + "\" is read without one", "name one with withGroup");
    }
    if (!brokers(settings.bootstrap).equals(brokers(sink.bootstrap))) {
      throw refused(
          sink,
          "\"%s\" has \"%s\", and the sink \"%s\""
              .formatted(source.name(), settings.bootstrap, sink.bootstrap),
          "name the same brokers for both, or leave out exactlyOnce");
    }
    if ("read_uncommitted".equals(settings.properties.get(ConsumerConfig.ISOLATION_LEVEL_CONFIG))) {
      throw refused(
          sink,
          "\"" + source.name() + "\" reads what may be aborted",
          "leave out its isolation.level");
    }
    if (job == Boundedness.UNBOUNDED && source.boundedness() == Boundedness.BOUNDED) {
      throw refused(
          sink,
          "\"" + source.name() + "\" ends, beside others that do not, and is read anew by each run",
          "let it go on without an end, or leave out exactlyOnce");
    }
  }

  private static Set<String> brokers(String bootstrap) {
    return Arrays.stream(bootstrap.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  private static PlanException refused(SinkSettings sink, String value, String cure) {
    return Problem.at(sink.name(), ErrorCode.INVALID_ARGUMENT)
        .rule(
            "rows that arrive exactly once must come from topics of the same brokers, read by a"
                + " group")
        .but(value)
        .cure(cure)
        .plan();
  }
}
