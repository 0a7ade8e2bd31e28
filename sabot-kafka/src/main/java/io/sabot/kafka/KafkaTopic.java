package io.sabot.kafka;

import static java.util.Objects.requireNonNull;

import io.sabot.ErrorCode;
import io.sabot.Problem;
import io.sabot.internal.text.NearestName;
import io.sabot.source.Accepted;
import io.sabot.source.ScanRequest;
import io.sabot.source.Source;
import io.sabot.source.Split;
import io.sabot.state.StateGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * A Kafka topic as a source. Immutable: each method gives another one that differs in one thing.
 *
 * <p>Batches hold up to {@code batchRows} rows or {@code batchBytes} bytes of the run's options,
 * and leave no later than {@code flushInterval} after their first record arrived. Records of one
 * partition keep their order. A thread named {@code sabot-kafka-…} talks to the brokers, from the
 * first batch that is asked for to the end of the run. Where batches are not taken, partitions are
 * paused, and the group still hears from the reader.
 *
 * <p>By default only records of committed transactions are read.
 */
public final class KafkaTopic implements Source {
  private static final Map<String, String> RESERVED =
      Map.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "give brokers to Kafka.topic",
          ConsumerConfig.GROUP_ID_CONFIG, "use withGroup",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "use fromEarliest or fromLatest",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "leave it out: jobs commit what has arrived",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "leave it out: the topic must exist",
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "use withMetadata(Metadata.KEY)",
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "use withValues");

  private final TopicSettings settings;
  private final Schema schema;

  private KafkaTopic(TopicSettings settings) {
    this.settings = settings;
    this.schema = schemaOf(settings);
  }

  static KafkaTopic of(String bootstrap, String topic) {
    Arguments.requireBrokers("Kafka.topic", bootstrap);
    Arguments.requireTopic("Kafka.topic", topic);
    return new KafkaTopic(new TopicSettings(bootstrap, topic));
  }

  TopicSettings settings() {
    return settings;
  }

  private static Schema schemaOf(TopicSettings settings) {
    List<Field> fields = new ArrayList<>(settings.values.schema().getFields());
    settings.metadata.forEach(column -> fields.add(column.what().field(column.name())));
    Schema all = new Schema(fields);
    Arguments.requireOwnNames(settings.name(), settings.values.schema(), settings.metadata);
    return settings.columns == null
        ? all
        : new Schema(settings.columns.stream().map(all::findField).toList());
  }

  private KafkaTopic with(Consumer<TopicSettings> change) {
    return new KafkaTopic(settings.with(change));
  }

  /**
   * Values of another format: {@link Kafka#json}, {@link Kafka#text}, or one of one's own.
   *
   * @throws io.sabot.PlanException where it has a column that cannot be made value by value
   */
  public KafkaTopic withValues(ValueFormat format) {
    requireNonNull(format, "format");
    DecodedFormat.requireBuildable("withValues", format.schema());
    return with(draft -> draft.values = format);
  }

  /** Columns more, behind those of the value, under their own names, e.g. {@code offset}. */
  public KafkaTopic withMetadata(Metadata... columns) {
    KafkaTopic result = this;
    for (Metadata column : columns) {
      result = result.withMetadata(column, column.columnName());
    }
    return result;
  }

  /** One column more, behind the others, under a name of the caller's. */
  public KafkaTopic withMetadata(Metadata column, String name) {
    List<MetadataColumn> more = new ArrayList<>(settings.metadata);
    more.add(new MetadataColumn(requireNonNull(column, "column"), requireNonNull(name, "name")));
    return with(draft -> {
      draft.metadata = List.copyOf(more);
      if (settings.columns != null) {
        List<String> columns = new ArrayList<>(settings.columns);
        columns.add(name);
        draft.columns = List.copyOf(columns);
      }
    });
  }

  /**
   * Reads as a member of a consumer group: its members share the partitions, and begin where the
   * group has committed. Jobs commit what has arrived at their sink; other runs commit nothing.
   */
  public KafkaTopic withGroup(String group) {
    if (group.isBlank()) {
      throw Arguments.refused(
          "withGroup", "a group must have a name", "it is blank", "name it after the service");
    }
    return with(draft -> draft.group = group);
  }

  /** Begins with the earliest record, where the group has committed nothing. The default. */
  public KafkaTopic fromEarliest() {
    return with(draft -> draft.start = Place.EARLIEST);
  }

  /**
   * Begins with what comes from now on, where the group has committed nothing. A job commits where
   * it begins, so that what comes between two runs is read by the second. Partitions that are added
   * to the topic later are read from their first record on.
   */
  public KafkaTopic fromLatest() {
    return with(draft -> draft.start = Place.LATEST);
  }

  /**
   * Begins at these offsets, by partition, where the group has committed nothing; partitions not
   * named begin with their earliest record.
   */
  public KafkaTopic fromOffsets(Map<Integer, Long> offsets) {
    requireOffsets("fromOffsets", offsets);
    return with(draft -> draft.start = Place.at(offsets));
  }

  /**
   * Ends where the topic ends when a run opens it. Every such run reads all partitions; a group
   * only says where to begin, and takes what jobs commit.
   */
  public KafkaTopic upToLatest() {
    return with(draft -> draft.end = Place.LATEST);
  }

  /**
   * As {@link #upToLatest}, ending before these offsets, by partition, and waiting for the records
   * before them; partitions not named are not read.
   */
  public KafkaTopic upTo(Map<Integer, Long> offsets) {
    requireOffsets("upTo", offsets);
    return with(draft -> draft.end = Place.at(offsets));
  }

  private static void requireOffsets(String where, Map<Integer, Long> offsets) {
    offsets.forEach((partition, offset) -> {
      if (partition < 0 || offset < 0) {
        throw Arguments.refused(
            where,
            "partitions and offsets must not be negative",
            "they are " + new TreeMap<>(offsets),
            "name each partition with the offset of a record");
      }
    });
  }

  /**
   * Promises that records with equal values in these columns lie in the same partition, as they do
   * where producers make the key of them. A member of a group, which sees some of the partitions
   * only, can keep state by keys that contain them.
   *
   * @throws io.sabot.PlanException where there is no such column yet
   */
  public KafkaTopic partitionedBy(String column, String... more) {
    List<String> columns = new ArrayList<>(List.of(column));
    columns.addAll(List.of(more));
    List<String> names = schema.getFields().stream().map(Field::getName).toList();
    for (String name : columns) {
      if (!names.contains(name)) {
        throw Problem.at("partitionedBy", ErrorCode.UNKNOWN_COLUMN)
            .rule("partitions must be told by columns of the topic")
            .but("there is no \"" + name + "\"")
            .cure(
                NearestName.hint(name, names)
                    + "name columns given before by withValues or withMetadata, which are "
                    + String.join(", ", names))
            .plan();
      }
    }
    return with(draft -> draft.partitionedBy = List.copyOf(columns));
  }

  /** What becomes of records that cannot become rows; by default the run fails. */
  public KafkaTopic withPoison(Poison policy) {
    if (policy instanceof Poison.Send(String topic)) {
      Arguments.requireTopic("withPoison", topic);
      Arguments.requireOtherTopic("withPoison", topic, settings.topic);
    }
    requireNonNull(policy, "policy");
    return with(draft -> draft.poison = policy);
  }

  /** How long brokers may take to answer, at the start of a run and for each commit; 30 seconds. */
  public KafkaTopic withTimeout(Duration timeout) {
    Arguments.requireTimeout("withTimeout", timeout);
    return with(draft -> draft.timeout = timeout);
  }

  /** Sets a property of the Kafka consumer, such as {@code security.protocol}. */
  public KafkaTopic withProperty(String name, String value) {
    return with(draft ->
        draft.properties =
            Arguments.with("withProperty", settings.properties, name, value, RESERVED));
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Boundedness boundedness() {
    return settings.end == null ? Boundedness.UNBOUNDED : Boundedness.BOUNDED;
  }

  @Override
  public Waiting waiting() {
    return Waiting.WAKES_UP;
  }

  @Override
  public boolean commits() {
    return settings.group != null;
  }

  @Override
  public String place() {
    return name() + (settings.group == null ? "" : ", group " + settings.group);
  }

  @Override
  public List<String> partitionedBy() {
    return settings.partitionedBy;
  }

  @Override
  public Optional<Source> withStateGroups() {
    return settings.group == null
        ? Optional.empty()
        : Optional.of(withMetadata(Metadata.PARTITION, StateGroups.COLUMN));
  }

  @Override
  public Trust trust() {
    return Trust.TRUSTED;
  }

  @Override
  public List<String> details() {
    List<String> details = new ArrayList<>(List.of("values=" + settings.values.name()));
    if (settings.group != null) {
      details.add("group=" + settings.group);
    }
    return details;
  }

  @Override
  public Accepted accept(ScanRequest request) {
    List<String> columns = request.columns();
    return columns == null
        ? Accepted.nothing(this)
        : Accepted.columns(with(draft -> draft.columns = List.copyOf(columns)), request);
  }

  @Override
  public List<Split> splits() {
    return List.of(context -> new TopicReader(settings, schema, context));
  }

  @Override
  public String toString() {
    return name();
  }
}
