package io.sabot.kafka;

import static java.util.Objects.requireNonNull;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.batch.SchemaCheck;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Schema;

/** Checks what sources and sinks are told. */
final class Arguments {
  private static final Pattern BROKERS =
      Pattern.compile(
          "\\s*[^\\s,:]+:\\d{1,5}\\s*(,\\s*[^\\s,:]+:\\d{1,5}\\s*)*|.*\\[.*]:\\d{1,5}.*");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  private Arguments() {}

  static void requireBrokers(String where, String bootstrap) {
    if (!BROKERS.matcher(requireNonNull(bootstrap, "bootstrap")).matches()) {
      throw refused(
          where,
          "brokers must be named as host:port, with commas between",
          "they are \"" + bootstrap + "\"",
          "write for instance \"localhost:9092\"");
    }
  }

  static void requireTopic(String where, String topic) {
    if (!TOPIC.matcher(requireNonNull(topic, "topic")).matches()
        || topic.equals(".")
        || topic.equals("..")) {
      throw refused(
          where,
          "a topic's name must have 1 to 249 letters, digits, dots, underscores or hyphens",
          "it is \"" + topic + "\"",
          "correct the name");
    }
  }

  /** Poison that goes where it came from would come back as poison, without an end. */
  static void requireOtherTopic(String where, String poison, String source) {
    if (poison.equals(source)) {
      throw refused(
          where,
          "poison must go to another topic than it came from",
          "both are \"" + source + "\"",
          "name one of its own, such as \"" + source + "-dead\"");
    }
  }

  /** Columns of values have names of their own, and those of metadata have others. */
  static void requireOwnNames(String where, Schema values, List<MetadataColumn> metadata) {
    SchemaCheck.requireDistinctNames(where, values);
    Set<String> names = new HashSet<>();
    values.getFields().forEach(field -> names.add(field.getName()));
    for (MetadataColumn column : metadata) {
      if (!names.add(column.name())) {
        throw Problem.at(where, ErrorCode.DUPLICATE_COLUMN)
            .rule("every column must have a name of its own")
            .but("\"" + column.name() + "\" names two")
            .cure("give what is known of a record another name, with withMetadata(column, name)")
            .plan();
      }
    }
  }

  static void requireTimeout(String where, Duration duration) {
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw refused(
          where,
          "a timeout must lie between a millisecond and a year",
          "it is " + duration,
          "give a duration such as Duration.ofSeconds(30)");
    }
  }

  /** The properties and one more, unless a method of the library sets it. */
  static Map<String, String> with(
      String where,
      Map<String, String> properties,
      String name,
      String value,
      Map<String, String> reserved) {
    String instead = reserved.get(name);
    if (instead != null) {
      throw refused(where, "the property \"" + name + "\" is not to be set", "it is", instead);
    }
    Map<String, String> more = new HashMap<>(properties);
    more.put(name, value);
    return Map.copyOf(more);
  }

  static PlanException refused(String where, String rule, String value, String cure) {
    return Problem.at(where, ErrorCode.INVALID_ARGUMENT).rule(rule).but(value).cure(cure).plan();
  }
}
