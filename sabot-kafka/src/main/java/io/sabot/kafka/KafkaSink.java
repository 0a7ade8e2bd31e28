package io.sabot.kafka;

import static java.util.Objects.requireNonNull;

import io.sabot.ErrorCode;
import io.sabot.PlanException;
import io.sabot.Problem;
import io.sabot.expression.ColumnNames;
import io.sabot.expression.Types;
import io.sabot.kafka.internal.json.JsonForms;
import io.sabot.operator.RunContext;
import io.sabot.sink.Sink;
import io.sabot.sink.SinkWriter;
import io.sabot.sink.Upstream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A Kafka topic as a sink: a record for each row, in their order where their keys are equal.
 * Immutable: each method gives another one that differs in one thing.
 *
 * <p>A commit returns when the brokers have all records that were written before. What was written
 * and not committed when a job ends early may be there, too, and comes again with the next run:
 * each row arrives at least once, or {@link #exactlyOnce() exactly once} where that is asked for.
 */
public final class KafkaSink implements Sink {
  private static final Map<String, String> RESERVED =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "give brokers to Kafka.sink",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, "use exactlyOnce(name)",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "use withKey",
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "use withValue");

  private final SinkSettings settings;

  private KafkaSink(SinkSettings settings) {
    this.settings = settings;
  }

  static KafkaSink of(String bootstrap, String topic) {
    Arguments.requireBrokers("Kafka.sink", bootstrap);
    Arguments.requireTopic("Kafka.sink", topic);
    return new KafkaSink(new SinkSettings(bootstrap, topic));
  }

  private KafkaSink with(Consumer<SinkSettings> change) {
    return new KafkaSink(settings.with(change));
  }

  /**
   * Records get the value of this column as key: text, bytes, or an integer as its digits. Null
   * gives none.
   */
  public KafkaSink withKey(String column) {
    requireNonNull(column, "column");
    return with(draft -> draft.key = column);
  }

  /**
   * Records get the value of this column alone as value, as it is: text, bytes, or an integer as
   * its digits. Null gives none. Otherwise values are JSON objects with a field for each column.
   */
  public KafkaSink withValue(String column) {
    requireNonNull(column, "column");
    return with(draft -> draft.value = column);
  }

  /** Records get a header more, with the value of a column as {@link #withKey} writes it. */
  public KafkaSink withHeader(String header, String column) {
    Map<String, String> more = new LinkedHashMap<>(settings.headers);
    more.put(requireNonNull(header, "header"), requireNonNull(column, "column"));
    return with(draft -> draft.headers = Collections.unmodifiableMap(more));
  }

  /**
   * Rows arrive exactly once, for consumers that read committed records only: what is written
   * between two commits, and the offsets of the topics that it was made of, are one transaction.
   * All sources of the job must be topics of the same brokers, read by a group.
   *
   * <p>A process that dies leaves its transaction open, and consumers wait behind its records until
   * the brokers abort it: after 30 seconds, unless said by the property {@code
   * transaction.timeout.ms}.
   */
  public KafkaSink exactlyOnce() {
    return with(draft -> draft.exactlyOnce = ExactlyOnce.UNNAMED);
  }

  /**
   * As {@link #exactlyOnce()}, under a name that no other writer has at the same time: a process
   * that starts again under its name aborts at once what the one before it has left open. A second
   * one under the same name ends the first.
   */
  public KafkaSink exactlyOnce(String name) {
    if (name.isBlank()) {
      throw Arguments.refused(
          "exactlyOnce",
          "a writer must have a name of its own",
          "it is blank",
          "name it after the service and the number of the process, or leave it out");
    }
    return with(draft -> draft.exactlyOnce = ExactlyOnce.named(name));
  }

  /** How long the brokers may take to answer at the start; 30 seconds. */
  public KafkaSink withTimeout(Duration timeout) {
    Arguments.requireTimeout("withTimeout", timeout);
    return with(draft -> draft.timeout = timeout);
  }

  /** Sets a property of the Kafka producer, such as {@code compression.type}. */
  public KafkaSink withProperty(String name, String value) {
    return with(draft ->
        draft.properties =
            Arguments.with("withProperty", settings.properties, name, value, RESERVED));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Commits commits() {
    return Commits.REPEATED;
  }

  @Override
  public boolean commitsOffsets() {
    return settings.exactlyOnce != null;
  }

  @Override
  public Sink within(Upstream upstream) {
    ExactlyOnce how = settings.exactlyOnce;
    if (how == null) {
      return this;
    }
    return with(draft -> draft.exactlyOnce = how.within(upstream, settings));
  }

  @Override
  public void check(Schema schema) {
    if (settings.key != null) {
      requireBytes(schema, settings.key);
    }
    settings.headers.values().forEach(column -> requireBytes(schema, column));
    if (settings.value != null) {
      requireBytes(schema, settings.value);
      return;
    }
    for (Field field : schema.getFields()) {
      String unwritable = JsonForms.unwritable(field);
      if (unwritable != null) {
        throw mismatch(
            JsonForms.RULE,
            unwritable,
            "leave it out with select, or write one column of your own with withValue");
      }
    }
  }

  private void requireBytes(Schema schema, String column) {
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    if (!names.contains(column)) {
      throw Problem.at(name(), ErrorCode.UNKNOWN_COLUMN)
          .rule("keys, values and headers must be columns of the stream")
          .but("there is no \"" + column + "\"")
          .cure(
              ColumnNames.hint(column, schema.getFields())
                  + "its columns are "
                  + String.join(", ", names))
          .plan();
    }
    Field field = schema.findField(column);
    if (!RowBytes.canRead(field)) {
      throw mismatch(
          "keys, values and headers must be text, bytes or integers",
          "\"" + column + "\" is " + Types.name(field.getType()),
          Types.isPlain(field.getType())
              ? "cast it to text"
              : "take a part of it out first, with withColumn, and cast that");
    }
  }

  private PlanException mismatch(String rule, String value, String cure) {
    return Problem.at(name(), ErrorCode.TYPE_MISMATCH).rule(rule).but(value).cure(cure).plan();
  }

  @Override
  public SinkWriter open(Schema schema, RunContext context) {
    check(schema);
    ExactlyOnce how = settings.exactlyOnce;
    return how == null
        ? new TopicWriter(settings, schema, context)
        : new TransactionWriter(settings, how, schema, context);
  }

  @Override
  public String toString() {
    return name();
  }
}
