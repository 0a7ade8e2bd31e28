package io.sabot.kafka;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.JobHealth;
import io.sabot.JobMetrics;
import io.sabot.JobState;
import io.sabot.PlanException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaJobTest {
  private final Broker broker = Broker.shared();

  private KafkaTopic topic(String name) {
    return Kafka.topic(broker.bootstrap(), name);
  }

  private Delivery copying(String from, String to, TestAllocator allocator) {
    return Stream.from(
            topic(from).withValues(Kafka.json(Tables.schema("n:long"))).withGroup(from + "-group"))
        .with(RunOptions.DEFAULTS.withAllocator(allocator))
        .filter(col("n").ge(0))
        .to(Kafka.sink(broker.bootstrap(), to).withKey("n"))
        .commitEvery(Duration.ofMillis(50));
  }

  /** What has arrived so far. */
  private List<Long> arrived(String topic) {
    return Stream.from(topic(topic).withValues(Kafka.json(Tables.schema("n:long"))).upToLatest())
        .toList()
        .stream()
        .map(row -> row.getLong("n"))
        .toList();
  }

  /** Reads until all these numbers have arrived at least once; gives all that came. */
  private List<Long> awaitNumbers(String topic, long count) {
    Set<Long> missing =
        LongStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
    List<Long> came = new ArrayList<>();
    try (var rows =
        Stream.from(topic(topic).withValues(Kafka.json(Tables.schema("n:long")))).records()) {
      var numbers = rows.map(row -> row.getLong("n")).iterator();
      while (!missing.isEmpty()) {
        long n = numbers.next();
        came.add(n);
        missing.remove(n);
      }
    }
    return came;
  }

  @Test
  void aJobCopiesCommitsAndGoesOnWhereItStopped() {
    String from = broker.topic(2);
    String to = broker.topic(2);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      broker.sendNumbers(from, 2, 0, 1_000);
      Job job = copying(from, to, allocator).start();
      awaitNumbers(to, 1_000);
      job.stop();
      assertThat(job.state()).isEqualTo(JobState.STOPPED);
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(1_000);
      broker.sendNumbers(from, 2, 1_000, 1_500);
      Job next = copying(from, to, allocator).start();
      assertThat(awaitNumbers(to, 1_500)).hasSize(1_500).doesNotHaveDuplicates();
      next.stop();
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(1_500);
      assertThat(next.lag()).hasValue(0);
    }
  }

  @Test
  void whatAClosedJobHadNotCommittedComesAgain() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      broker.sendNumbers(from, 1, 0, 100);
      try (Job job = copying(from, to, allocator).commitEvery(Duration.ofHours(1)).start()) {
        // Nothing is flushed before a commit but what the producer sends by itself.
        awaitNumbers(to, 100);
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
      }
      assertThat(broker.committedRecords(from + "-group")).isZero();
      Job next = copying(from, to, allocator).start();
      broker.sendNumbers(from, 1, 100, 101);
      assertThat(awaitNumbers(to, 101)).hasSize(201);
      next.stop();
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(101);
    }
  }

  @Test
  void membersOfAGroupShareThePartitionsAndLoseNothingWhenTheyComeAndGo() {
    String from = broker.topic(4);
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Job first = copying(from, to, allocator).start();
      broker.sendNumbers(from, 4, 0, 2_000);
      Job second = copying(from, to, allocator).start();
      broker.sendNumbers(from, 4, 2_000, 4_000);
      awaitNumbers(to, 4_000);
      first.stop();
      broker.sendNumbers(from, 4, 4_000, 6_000);
      Job third = copying(from, to, allocator).start();
      // All partitions went in order so far.
      assertThat(awaitNumbers(to, 6_000)).doesNotHaveDuplicates();
      second.close();
      broker.sendNumbers(from, 4, 6_000, 8_000);
      awaitNumbers(to, 8_000);
      third.stop();
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(8_000);
    }
  }

  @Test
  void poisonIsCountedByTheJob() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    String dead = broker.topic(1);
    broker.send(from, "{\"n\":0}", "oops", "{\"n\":1}");
    try (TestAllocator allocator = new TestAllocator()) {
      Job job =
          Stream.from(
                  topic(from)
                      .withValues(Kafka.json(Tables.schema("n:long")))
                      .withGroup(from + "-group")
                      .withPoison(Poison.toTopic(dead)))
              .with(RunOptions.DEFAULTS.withAllocator(allocator))
              .to(Kafka.sink(broker.bootstrap(), to))
              .start();
      awaitNumbers(to, 2);
      job.stop();
      assertThat(job.rejected()).isEqualTo(1);
      JobMetrics metrics = job.metrics();
      assertThat(metrics.rejected()).isEqualTo(1);
      assertThat(metrics.rowsRead()).isEqualTo(2);
      assertThat(metrics.rowsWritten()).isEqualTo(2);
      assertThat(metrics.lag()).hasValue(0);
      assertThat(metrics.commits()).isPositive();
      assertThat(metrics.lastCommit()).isPresent();
      assertThat(job.health()).isEqualTo(JobHealth.UP);
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(3);
    }
    Rows.assertRows(
        Stream.from(topic(dead).withValues(Kafka.text()).upToLatest()).iterator(), row("oops"));
  }

  /** Or else each start would read, count and send it once more. */
  @Test
  void poisonBehindTheLastRowIsCommittedToo(@TempDir Path states) {
    String to = broker.topic(1);
    KafkaSink sink = Kafka.sink(broker.bootstrap(), to);
    for (KafkaSink way : List.of(sink, sink.exactlyOnce())) {
      String from = broker.topic(1);
      String dead = broker.topic(1);
      broker.send(from, "oops", "[]", "{\"n\":0.5}");
      KafkaTopic topic =
          topic(from)
              .withValues(Kafka.json(Tables.schema("n:long")))
              .withGroup(from + "-group")
              .partitionedBy("n")
              .withPoison(Poison.toTopic(dead));
      try (LeakCheck leaks = LeakCheck.begin();
          TestAllocator allocator = new TestAllocator()) {
        Delivery delivery =
            Stream.from(topic)
                .with(RunOptions.DEFAULTS.withAllocator(allocator))
                .distinct("n")
                .to(way)
                .withState(states)
                .commitEvery(Duration.ofMillis(20));
        try (Job job = delivery.start()) {
          awaitCommitted(from, 3, job);
          assertThat(job.metrics().rowsRead()).isZero();
        }
        broker.send(from, "{\"n\":1}");
        try (Job job = delivery.start()) {
          awaitCommitted(from, 4, job);
          assertThat(job.rejected()).isZero();
        }
      }
      assertThat(Stream.from(topic(dead).upToLatest()).count()).isEqualTo(3);
    }
  }

  @Test
  void poisonStaysCountedWhenItsReaderIsClosed() {
    String from = broker.topic(1);
    broker.send(from, "oops", "{\"n\":0}", "[]");
    KafkaTopic topic =
        topic(from)
            .withValues(Kafka.json(Tables.schema("n:long")))
            .withPoison(Poison.SKIP)
            .upToLatest();
    Job job = Stream.from(topic).to(Kafka.sink(broker.bootstrap(), broker.topic(1))).start();
    job.await();
    assertThat(job.rejected()).isEqualTo(2);
    assertThat(job.metrics().rejected()).isEqualTo(2);
  }

  /** What a decoder makes no rows of has been read as well. */
  @Test
  void recordsOfWhichNoRowsComeAreCommitted() {
    String from = broker.topic(1);
    broker.send(from, "a", "b");
    ValueFormat nothing = Kafka.decodedBy(Tables.schema("n:long"), () -> (value, rows) -> {});
    try (TestAllocator allocator = new TestAllocator();
        Job job =
            Stream.from(topic(from).withValues(nothing).withGroup(from + "-group"))
                .with(RunOptions.DEFAULTS.withAllocator(allocator))
                .to(Kafka.sink(broker.bootstrap(), broker.topic(1)))
                .commitEvery(Duration.ofMillis(20))
                .start()) {
      awaitCommitted(from, 2, job);
      assertThat(job.rejected()).isZero();
    }
  }

  private void awaitCommitted(String from, long records, Job job) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (broker.committedRecords(from + "-group") < records) {
      assertThat(System.nanoTime()).describedAs("%s must commit", job).isLessThan(deadline);
      assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }
  }

  @Test
  void aBoundedReadCommitsAtItsEnd() {
    String from = broker.topic(2);
    String to = broker.topic(1);
    broker.sendNumbers(from, 2, 0, 10);
    KafkaTopic topic =
        topic(from)
            .withValues(Kafka.json(Tables.schema("n:long")))
            .withGroup(from + "-group")
            .upToLatest();
    Job job = Stream.from(topic).to(Kafka.sink(broker.bootstrap(), to)).start();
    job.await();
    assertThat(job.state()).isEqualTo(JobState.FINISHED);
    assertThat(arrived(to)).hasSize(10);
    assertThat(broker.committedRecords(from + "-group")).isEqualTo(10);
  }

  @Test
  void rowsBecomeObjectsOrValuesWithKeysAndHeaders() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    String objects =
        """
        {"k":"é\\"😀","i":-1,"u":255,"d":0.5,"f":1.5,"b":true,"raw":"AQI=","m":1.50,\
        "day":"2026-01-31","time":"12:30:00.500","at":"2026-01-31T12:30:00Z"}\
        """;
    KafkaTopic values =
        topic(from)
            .withValues(
                Kafka.json(
                    Tables.schema(
                        "k:utf8, i:int, u:uint8, d:double, f:float, b:boolean, raw:binary,"
                            + " m:decimal(5, 2), day:date, time:time(ms), at:timestamp(ms, UTC)")))
            .upToLatest();
    String nulls =
        values.schema().getFields().stream()
            .map(field -> "\"" + field.getName() + "\":null")
            .collect(Collectors.joining(",", "{", "}"));
    broker.send(from, objects, "{}");
    Stream.from(values).writeTo(Kafka.sink(broker.bootstrap(), to));
    Stream.from(values)
        .select("k", "i")
        .writeTo(
            Kafka.sink(broker.bootstrap(), to).withKey("i").withValue("k").withHeader("h", "i"));
    Rows.assertRows(
        Stream.from(topic(to).withValues(Kafka.text()).withMetadata(Metadata.KEY_TEXT).upToLatest())
            .iterator(),
        row(objects, null),
        row(nulls, null),
        row("é\"😀", "-1"),
        row(null, null));
  }

  @Test
  void headersComeInTheOrderInWhichTheyWereAskedFor() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    broker.send(from, "{\"n\": 1}");
    List<String> names = List.of("z", "a", "m", "b", "y", "c");
    KafkaSink sink = Kafka.sink(broker.bootstrap(), to);
    for (String name : names) {
      sink = sink.withHeader(name, "n");
    }
    Stream.from(topic(from).withValues(Kafka.json(Tables.schema("n:long"))).upToLatest())
        .writeTo(sink);
    // A number is no text, so that the record is shown as it came.
    List<String> found = new ArrayList<>();
    Poison shown = Poison.to(record -> record.headers().forEach(one -> found.add(one.key())));
    KafkaTopic written = topic(to).withValues(Kafka.json(Tables.schema("n:utf8")));
    assertThat(Stream.from(written.withPoison(shown).upToLatest()).toList()).isEmpty();
    assertThat(found).isEqualTo(names);
  }

  @Test
  void whatASinkCannotTakeIsRefusedBeforeARun() {
    Stream stream =
        Stream.from(topic("numbers").withValues(Kafka.json(Tables.schema("n:long, x:double"))));
    KafkaSink sink = Kafka.sink("localhost:1", "numbers");
    assertThatThrownBy(() -> stream.to(sink.withKey("m")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("there is no \"m\"; did you mean \"n\"? its columns are n, x");
    assertThatThrownBy(() -> stream.to(sink.withValue("x")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("\"x\" is Float64; cast it to text");
    ValueFormat orders = Kafka.json(Tables.schema("address:struct<city:utf8>, items:list<int>"));
    Stream nested = Stream.from(topic("orders").withValues(orders));
    assertThatThrownBy(() -> nested.to(sink.withKey("address")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "\"address\" is Struct; take a part of it out first, with withColumn");
    assertThatThrownBy(() -> nested.to(sink.withKey("address.city")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("there is no \"address.city\"; a field is taken out by")
        .hasMessageContaining(
            "withColumn(\"city\", col(\"address\").field(\"city\")); its columns");
    assertThatThrownBy(() -> nested.writeTo(sink))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("limit(n), or start a job, with to(sink)");
    assertThatThrownBy(() -> Stream.fromKafka("localhost:1", "numbers", "group").to(sink))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("leave it out with select");
    assertThatThrownBy(() -> sink.withProperty("transactional.id", "x"))
        .hasMessageContaining("use exactlyOnce(name)");
  }

  @Test
  void aSinkWithoutTopicOrBrokerSaysSo() {
    String from = broker.topic(1);
    try (TestAllocator allocator = new TestAllocator()) {
      Job job = copying(from, from + "x", allocator).start();
      assertThatThrownBy(job::await)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("kafka " + from + "x: the topic must exist")
          .hasMessageContaining("correct its name, or create it");
      assertThat(job.state()).isEqualTo(JobState.FAILED);
      Job lost =
          Stream.from(topic(from))
              .with(RunOptions.DEFAULTS.withAllocator(allocator))
              .to(Kafka.sink("localhost:1", "x").withTimeout(Duration.ofMillis(300)))
              .start();
      assertThatThrownBy(lost::await)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("\"localhost:1\" did not");
    }
  }
}
