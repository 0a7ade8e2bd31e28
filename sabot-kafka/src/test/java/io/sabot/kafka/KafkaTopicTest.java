package io.sabot.kafka;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TestSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaTopicTest {
  private final Broker broker = Broker.shared();

  private KafkaTopic topic(String name) {
    return Kafka.topic(broker.bootstrap(), name);
  }

  private static void assertRows(KafkaTopic topic, Row... expected) {
    assertRows(Stream.from(topic), expected);
  }

  private static void assertRows(Stream stream, Row... expected) {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Rows.assertRows(
          stream.with(RunOptions.DEFAULTS.withAllocator(allocator)).iterator(), expected);
    }
  }

  @Test
  void valuesAreBytesUntilToldOtherwise() {
    String name = broker.topic(1);
    broker.send(name, "a", "b");
    assertRows(topic(name).upToLatest(), row(Broker.bytes("a")), row(Broker.bytes("b")));
    assertRows(topic(name).withValues(Kafka.text()).upToLatest(), row("a"), row("b"));
  }

  record Reading(String sensor, double celsius, Integer height) {}

  @Test
  void objectsBecomeColumnsOfARecordClass() {
    String name = broker.topic(1);
    broker.send(
        name,
        "{\"sensor\":\"a\",\"celsius\":12.5,\"height\":3}",
        "{\"height\":null,\"celsius\":-1,\"more\":{\"a\":[1]},\"sensor\":\"é😀\"}");
    KafkaTopic topic = topic(name).withValues(Kafka.json(Reading.class)).upToLatest();
    assertRows(topic, row("a", 12.5, 3), row("é😀", -1.0, null));
    assertRows(Stream.from(topic).filter(col("celsius").gt(0)).select("height"), row(3));
    assertThat(Stream.from(topic).toList(Reading.class)).hasSize(2);
  }

  @Test
  void metadataStandBehindTheValues() {
    String name = broker.topic(2);
    broker.send(
        List.of(
            new ProducerRecord<>(
                name,
                1,
                1_700_000_000_000L,
                Broker.bytes("k"),
                Broker.bytes("v"),
                List.of(new RecordHeader("h", Broker.bytes("x")), new RecordHeader("n", null)))));
    KafkaTopic topic =
        topic(name)
            .withValues(Kafka.text())
            .withMetadata(Metadata.TOPIC, Metadata.PARTITION, Metadata.OFFSET, Metadata.KEY)
            .withMetadata(Metadata.KEY_TEXT, "text")
            .withMetadata(Metadata.TIMESTAMP, Metadata.HEADERS)
            .upToLatest();
    assertThat(Stream.from(topic).schema().getFields().stream().map(field -> field.getName()))
        .containsExactly(
            "value", "topic", "partition", "offset", "key", "text", "timestamp", "headers");
    assertRows(
        Stream.from(topic).select("text", "offset", "value", "partition", "topic"),
        row("k", 0L, "v", 1, name));
    var rows = Stream.from(topic).toList();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().toString()).contains("2023-11-14T22:13:20Z", "h", "n");
  }

  @Test
  void aRecordWithoutAValueGivesNulls() {
    String name = broker.topic(1);
    broker.send(List.of(new ProducerRecord<>(name, Broker.bytes("k"), null)));
    assertRows(topic(name).withMetadata(Metadata.KEY_TEXT).upToLatest(), row((Object) null, "k"));
    assertRows(
        topic(name).withValues(Kafka.json(Tables.schema("a:long"))).upToLatest(),
        row((Object) null));
  }

  @Test
  void allPartitionsAreReadToTheirEnds() {
    String name = broker.topic(3);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      records.add(new ProducerRecord<>(name, i % 2, null, Broker.bytes("{\"n\":" + i + "}")));
    }
    broker.send(records);
    KafkaTopic topic = topic(name).withValues(Kafka.json(Tables.schema("n:long"))).upToLatest();
    assertThat(Stream.from(topic).isBounded()).isTrue();
    assertThat(Stream.from(topic).toList().stream().mapToLong(row -> row.getLong("n")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 10_000).mapToObj(i -> (long) i).toList());
    assertThat(Stream.from(topic).count()).isEqualTo(10_000);
  }

  @Test
  void anEmptyTopicEnds() {
    assertRows(topic(broker.topic(2)).upToLatest());
  }

  @Test
  void beginsAndEndsWhereItIsTold() {
    String name = broker.topic(2);
    broker.send(name, "a", "b", "c", "d");
    KafkaTopic topic = topic(name).withValues(Kafka.text());
    assertRows(topic.fromOffsets(Map.of(0, 1L)).upTo(Map.of(0, 3L)), row("b"), row("c"));
    assertRows(topic.fromLatest().upToLatest());
    assertThatThrownBy(() -> Stream.from(topic.fromOffsets(Map.of(2, 0L)).upToLatest()).toList())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("name partitions from 0 to 1");
  }

  @Test
  void aRunWithoutAnEndGivesWhatComes() {
    String name = broker.topic(1);
    broker.send(name, "a");
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        BatchIterator batches =
            Stream.from(topic(name).withValues(Kafka.text()))
                .with(RunOptions.DEFAULTS.withAllocator(allocator))
                .iterator()) {
      assertNext(batches, "a");
      broker.send(name, "b");
      assertNext(batches, "b");
    }
  }

  private static void assertNext(BatchIterator batches, String value) {
    try (VectorSchemaRoot batch = batches.next()) {
      assertThat(batch.getRowCount()).isEqualTo(1);
      assertThat(batch.getVector(0).getObject(0)).hasToString(value);
    }
  }

  @Test
  void batchesAreAsSmallAsIsAsked() {
    String name = broker.topic(1);
    broker.send(name, IntStream.range(0, 100).mapToObj(String::valueOf).toArray(String[]::new));
    try (TestAllocator allocator = new TestAllocator();
        BatchIterator batches =
            Stream.from(topic(name).upToLatest())
                .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(7))
                .iterator()) {
      int rows = 0;
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          assertThat(batch.getRowCount()).isLessThanOrEqualTo(7);
          rows += batch.getRowCount();
        }
      }
      assertThat(rows).isEqualTo(100);
    }
  }

  /** Neither waits for its time, which is an hour. */
  @Test
  @Timeout(60)
  void batchesLeaveWithEnoughRowsOrBytes() {
    String name = broker.topic(1);
    RunOptions patient = RunOptions.DEFAULTS.withFlushInterval(Duration.ofHours(1));
    for (RunOptions options : List.of(patient.withBatchRows(3), patient.withBatchBytes(1_000))) {
      broker.send(name, "a".repeat(400), "b".repeat(400), "c".repeat(400));
      try (TestAllocator allocator = new TestAllocator();
          BatchIterator batches =
              Stream.from(topic(name)).with(options.withAllocator(allocator)).iterator()) {
        try (VectorSchemaRoot batch = batches.next()) {
          assertThat(batch.getRowCount()).isEqualTo(3);
        }
      }
    }
  }

  @Test
  void demandCountsBatches() {
    String name = broker.topic(2);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      records.add(new ProducerRecord<>(name, i % 2, null, Broker.bytes("{\"n\":" + i + "}")));
    }
    broker.send(records);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        TestSubscriber subscriber = TestSubscriber.oneByOne()) {
      Stream.from(topic(name).withValues(Kafka.json(Tables.schema("n:long"))))
          .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(2))
          .limit(1_000)
          .publisher()
          .subscribe(subscriber);
      assertThat(subscriber.awaitCompletion()).hasSize(1_000);
    }
  }

  @Test
  void codeOfTheCallersDecodes() {
    String name = broker.topic(1);
    broker.send(name, "1,2", "", "3");
    ValueFormat numbers =
        Kafka.decodedBy(
            Tables.schema("n:long, text:utf8"),
            () ->
                (value, rows) -> {
                  for (String part : new String(value, StandardCharsets.UTF_8).split(",")) {
                    rows.setLong(0, Long.parseLong(part));
                    rows.setText(1, part);
                    rows.endRow();
                  }
                });
    List<PoisonRecord> poison = new ArrayList<>();
    assertRows(
        topic(name)
            .withValues(numbers)
            .withMetadata(Metadata.OFFSET)
            .withPoison(Poison.to(poison::add))
            .upToLatest(),
        row(1L, "1", 0L),
        row(2L, "2", 0L),
        row(3L, "3", 2L));
    assertThat(poison).extracting(PoisonRecord::offset).containsExactly(1L);
    Stream failing = Stream.from(topic(name).withValues(numbers).upToLatest());
    assertThatThrownBy(failing::toList)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("offset 1: every record must become rows, but in this one For input")
        .hasMessageContaining("leave them out with withPoison");
  }

  @Test
  void poisonFailsTheRunByDefault() {
    String name = broker.topic(1);
    broker.send(name, "{\"n\":1}", "{\"n\":\"one\"}");
    KafkaTopic topic = topic(name).withValues(Kafka.json(Tables.schema("n:long"))).upToLatest();
    assertThatThrownBy(() -> Stream.from(topic).toList())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("partition 0, offset 1: every record must become rows: \"n\" must be")
        .hasMessageContaining("\"n\" must be Int64, but it is \"one\"; mend what sends")
        .hasMessageContaining("read them as what they are with withValues")
        .hasMessageContaining("leave them out with withPoison");
    assertRows(topic.withPoison(Poison.SKIP), row(1L));
  }

  @Test
  void poisonCanGoToATopicWithTheReason() {
    String name = broker.topic(1);
    String dead = broker.topic(1);
    broker.send(name, "{\"n\":1}", "{\"n\":1.5}", "[]", "{\"n\":2}");
    KafkaTopic topic =
        topic(name)
            .withValues(Kafka.json(Tables.schema("n:int")))
            .withPoison(Poison.toTopic(dead))
            .upToLatest();
    assertRows(topic, row(1), row(2));
    assertRows(topic(dead).withValues(Kafka.text()).upToLatest(), row("{\"n\":1.5}"), row("[]"));
  }

  @Test
  void aDeadLetterKeepsAllThatItWas() {
    String name = broker.topic(2);
    String dead = broker.topic(1);
    RecordHeader own = new RecordHeader("own", Broker.bytes("x"));
    broker.send(name, "{}");
    broker.send(
        List.of(
            new ProducerRecord<>(
                name, 1, null, Broker.bytes("k"), Broker.bytes("oops"), List.of(own))));
    KafkaTopic topic = topic(name).withValues(Kafka.json(Tables.schema("n:int"))).upToLatest();
    assertRows(topic.withPoison(Poison.toTopic(dead)), row((Object) null));
    List<PoisonRecord> letters = new ArrayList<>();
    KafkaTopic unread = topic(dead).withValues(Kafka.json(Tables.schema("n:int"))).upToLatest();
    assertRows(unread.withPoison(Poison.to(letters::add)));
    PoisonRecord letter = letters.getFirst();
    assertThat(letter.key()).isEqualTo(Broker.bytes("k"));
    assertThat(letter.value()).isEqualTo(Broker.bytes("oops"));
    assertThat(letter.headers())
        .extracting(
            header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
        .containsExactly(
            "own=x",
            "sabot.reason=" + letter.reason(),
            "sabot.topic=" + name,
            "sabot.partition=1",
            "sabot.offset=0");
  }

  @Test
  void partitionsThatAreAddedAreReadFromTheirFirstRecordOn() {
    String name = broker.topic(1);
    broker.send(name, "old");
    KafkaTopic topic =
        topic(name).withValues(Kafka.text()).withProperty("metadata.max.age.ms", "100");
    try (TestAllocator allocator = new TestAllocator();
        DrivenReader all = DrivenReader.ofRun(topic, allocator);
        DrivenReader late = DrivenReader.ofRun(topic.fromLatest(), allocator);
        DrivenReader member =
            DrivenReader.ofJob(topic.fromLatest().withGroup(name + "-group"), allocator)) {
      all.readTexts(1);
      member.readSignals(1);
      DrivenReader.drive(() -> late.reader().progress().lag().isPresent(), late);
      broker.addPartitions(name, 3);
      broker.send(List.of(new ProducerRecord<>(name, 2, null, Broker.bytes("new"))));
      DrivenReader.drive(
          () -> all.texts().size() + late.texts().size() + member.texts().size() == 4,
          all,
          late,
          member);
      assertThat(all.texts()).containsExactly("old", "new");
      assertThat(late.texts()).containsExactly("new");
      assertThat(member.texts()).containsExactly("new");
    }
  }

  @Test
  void aGroupThatBeginsWithTheLatestLosesNothingBetweenRuns() {
    String name = broker.topic(2);
    broker.send(name, "old");
    KafkaTopic topic = topic(name).withValues(Kafka.text()).withGroup(name + "-group").fromLatest();
    try (TestAllocator allocator = new TestAllocator()) {
      try (DrivenReader first = DrivenReader.ofJob(topic, allocator)) {
        first.readSignals(1);
      }
      broker.send(name, "between");
      try (DrivenReader second = DrivenReader.ofJob(topic, allocator)) {
        second.readTexts(1);
        assertThat(second.texts()).containsExactly("between");
      }
      // A run that commits nothing leaves no trace.
      String other = name + "-other";
      try (DrivenReader run = DrivenReader.ofRun(topic.withGroup(other), allocator)) {
        run.readSignals(1);
        assertThat(broker.committed(other)).isEmpty();
      }
    }
  }

  @Test
  void onlyCommittedTransactionsAreRead() {
    String name = broker.topic(1);
    broker.sendInTransactions(name, List.of("a"), List.of("b"));
    assertRows(topic(name).withValues(Kafka.text()).upToLatest(), row("a"));
    assertRows(
        topic(name)
            .withValues(Kafka.text())
            .withProperty("isolation.level", "read_uncommitted")
            .upToLatest(),
        row("a"),
        row("b"));
  }

  @Test
  void anUnknownTopicIsNamedWithItsNeighbour() {
    String name = broker.topic(1);
    assertThatThrownBy(() -> Stream.from(topic(name + "x").upToLatest()).toList())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("the topic must exist")
        .hasMessageContaining("did you mean \"topic-");
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() {
    try (LeakCheck leaks = LeakCheck.begin()) {
      KafkaTopic topic = Kafka.topic("localhost:1", "readings").withTimeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> Stream.from(topic.upToLatest()).toList())
          .isInstanceOf(RunException.class)
          .hasMessageContaining("\"localhost:1\" did not")
          .hasMessageContaining("allow more with withTimeout");
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeARun() {
    assertThatThrownBy(() -> Kafka.topic("localhost", "readings"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("write for instance \"localhost:9092\"");
    assertThatThrownBy(() -> Kafka.topic("localhost:1", "a b"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("correct the name");
    KafkaTopic topic = Kafka.topic("localhost:1", "readings");
    assertThatThrownBy(() -> topic.withProperty("group.id", "x"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("use withGroup");
    assertThatThrownBy(() -> topic.withGroup(" ")).hasMessageContaining("name it after");
    assertThatThrownBy(() -> topic.fromOffsets(Map.of(0, -1L)))
        .hasMessageContaining("must not be negative");
    assertThatThrownBy(() -> topic.withTimeout(Duration.ZERO))
        .hasMessageContaining("give a duration");
    assertThatThrownBy(() -> topic.withTimeout(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("between a millisecond and a year")
        .hasMessageContaining("give a duration such as");
    assertThatThrownBy(() -> topic.withMetadata(Metadata.KEY, Metadata.KEY_TEXT))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"key\" names two; give what is known of a record another name");
    assertThatThrownBy(() -> topic.withPoison(Poison.toTopic("readings")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("but both are \"readings\"; name one of its own");
    assertThatThrownBy(() -> Kafka.json(Tables.schema("a:map<utf8,long>")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("read Kafka.text() and take it apart behind the source, in map");
    ValueFormat odd = new Maps();
    assertThatThrownBy(() -> topic.withValues(odd))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("withValues: each column must be a number,")
        .hasMessageContaining("but \"m\" is Map; choose such a type, or keep the bytes");
    assertThatThrownBy(() -> Stream.from(topic).collect()).hasMessageContaining("limit(n)");
  }

  /** A format of a user's, with a column that cannot be made. */
  private record Maps() implements ValueFormat {
    @Override
    public String name() {
      return "maps";
    }

    @Override
    public Schema schema() {
      return Tables.schema("n:long, m:map<utf8,long>");
    }

    @Override
    public RecordDecoder open(Schema needed) {
      return (value, rows) -> rows.endRow();
    }
  }

  @Test
  void aRunGoesOnWhereItsGroupHasCommitted() {
    String name = broker.topic(1);
    String group = name + "-group";
    broker.send(name, "a", "b", "c");
    KafkaTopic topic = topic(name).withValues(Kafka.text()).withGroup(group);
    try (TestAllocator allocator = new TestAllocator();
        DrivenReader reader = DrivenReader.ofJob(topic, allocator)) {
      reader.readTexts(2);
      reader.reader().mark(1);
      reader.readTexts(3);
      reader.reader().mark(2);
      reader.reader().commit(1, Map.of());
      assertThat(reader.reader().progress().lag()).isPresent();
    }
    assertThat(broker.committed(group).values()).extracting(o -> o.offset()).containsExactly(2L);
    assertRows(topic.upToLatest(), row("c"));
    assertRows(topic.fromLatest().upToLatest(), row("c"));
    assertThat(broker.committed(group).values()).extracting(o -> o.offset()).containsExactly(2L);
  }

  @Test
  void theStreamApiFindsThisModule() {
    String name = broker.topic(1);
    broker.send(List.of(new ProducerRecord<>(name, Broker.bytes("k"), Broker.bytes("v"))));
    Stream stream = Stream.fromKafka(broker.bootstrap(), name, name + "-group");
    assertThat(stream.isBounded()).isFalse();
    assertRows(
        stream.select("value", "key", "topic", "partition", "offset").limit(1),
        row(Broker.bytes("v"), Broker.bytes("k"), name, 0, 0L));
  }

  @Test
  void onlyWhatIsNeededIsDecoded() {
    KafkaTopic topic = topic("readings").withValues(Kafka.json(Reading.class));
    assertThat(Stream.from(topic).select("celsius").explain())
        .contains("celsius")
        .doesNotContain("height");
  }
}
