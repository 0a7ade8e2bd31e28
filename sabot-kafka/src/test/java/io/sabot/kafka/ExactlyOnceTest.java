package io.sabot.kafka;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.JobHealth;
import io.sabot.JobState;
import io.sabot.PlanException;
import io.sabot.RestartException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.internal.run.SinkContext;
import io.sabot.sink.SinkWriter;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

/** What is read and written in transactions, on a real broker. */
class ExactlyOnceTest {
  private static final Schema NUMBERS = Tables.schema("n:long");

  private final Broker broker = Broker.shared();

  private KafkaTopic topic(String name) {
    return Kafka.topic(broker.bootstrap(), name)
        .withValues(Kafka.json(NUMBERS))
        .withProperty("heartbeat.interval.ms", "100");
  }

  private KafkaSink sink(String name) {
    return Kafka.sink(broker.bootstrap(), name).withKey("n").exactlyOnce();
  }

  private Delivery copying(String from, String to, TestAllocator allocator) {
    return copying(topic(from).withGroup(from + "-group"), sink(to), allocator);
  }

  private static Delivery copying(KafkaTopic from, KafkaSink to, TestAllocator allocator) {
    return Stream.from(from)
        .with(RunOptions.DEFAULTS.withAllocator(allocator))
        .filter(col("n").ge(0))
        .to(to)
        .commitEvery(Duration.ofMillis(50));
  }

  /** What a consumer of committed records reads, up to so many numbers. */
  private List<Long> await(String topic, int count) {
    return Stream.from(topic(topic)).limit(count).toList().stream()
        .map(row -> row.getLong("n"))
        .toList();
  }

  /** All that is committed by now. */
  private List<Long> arrived(String topic) {
    return Stream.from(topic(topic).upToLatest()).toList().stream()
        .map(row -> row.getLong("n"))
        .toList();
  }

  private static List<Long> numbers(long end) {
    return LongStream.range(0, end).boxed().toList();
  }

  private long committed(String from) {
    return broker.committedRecords(from + "-group");
  }

  @Test
  void whatAJobCopiesIsThereOnceAndGoesOnWhereItStopped() {
    String from = broker.topic(2);
    String to = broker.topic(2);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      broker.sendNumbers(from, 2, 0, 1_000);
      Job job = copying(from, to, allocator).start();
      await(to, 1_000);
      job.stop();
      assertThat(job.state()).isEqualTo(JobState.STOPPED);
      assertThat(committed(from)).isEqualTo(1_000);
      broker.sendNumbers(from, 2, 1_000, 1_500);
      Job next = copying(from, to, allocator).start();
      assertThat(await(to, 1_500)).containsExactlyInAnyOrderElementsOf(numbers(1_500));
      next.stop();
      assertThat(committed(from)).isEqualTo(1_500);
    }
  }

  @Test
  void whatAClosedJobHadNotCommittedWasNeverThere() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      broker.sendNumbers(from, 1, 0, 100);
      Delivery delivery = copying(from, to, allocator);
      try (Job job = delivery.commitEvery(Duration.ofSeconds(10)).start()) {
        assertThat(
                Stream.from(topic(to).withProperty("isolation.level", "read_uncommitted"))
                    .limit(100)
                    .toList())
            .hasSize(100);
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
      }
      // Closing has aborted the transaction: nobody waits behind it.
      assertThat(arrived(to)).isEmpty();
      assertThat(committed(from)).isZero();
      Job next = delivery.start();
      assertThat(await(to, 100)).isEqualTo(numbers(100));
      next.stop();
      assertThat(arrived(to)).hasSize(100);
    }
  }

  @Test
  void membersThatComeAndGoRepeatAndLoseNothing() {
    String from = broker.topic(4);
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Job first = copying(from, to, allocator).start();
      broker.sendNumbers(from, 4, 0, 2_000);
      Job second = copying(from, to, allocator).start();
      broker.sendNumbers(from, 4, 2_000, 4_000);
      await(to, 4_000);
      first.stop();
      broker.sendNumbers(from, 4, 4_000, 6_000);
      Job third = copying(from, to, allocator).start();
      broker.sendNumbers(from, 4, 6_000, 8_000);
      second.close();
      broker.sendNumbers(from, 4, 8_000, 10_000);
      await(to, 10_000);
      third.stop();
      assertThat(arrived(to)).containsExactlyInAnyOrderElementsOf(numbers(10_000));
      assertThat(committed(from)).isEqualTo(10_000);
    }
  }

  @Test
  void aMemberThatLostItsPartitionsCannotCommit() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    broker.sendNumbers(from, 1, 0, 2);
    KafkaTopic topic = topic(from).withGroup(from + "-group");
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator();
        DrivenReader zombie =
            DrivenReader.ofJob(topic.withProperty("max.poll.interval.ms", "500"), allocator);
        DrivenReader heir = DrivenReader.ofJob(topic, allocator);
        SinkWriter writer =
            sink(to)
                .open(
                    NUMBERS,
                    SinkContext.of(RunOptions.DEFAULTS.withAllocator(allocator), sink(to)))) {
      zombie.readTexts(2);
      zombie.reader().mark(1);
      writer.write(Tables.table("n:long", Tables.row(0L)).batch(allocator));
      writer.prepare(1);
      // Asked for its offsets the consumer waits for the transaction, too long for its group.
      Object offsets = zombie.reader().offsets(1, Map.of());
      heir.readTexts(1);
      assertThatThrownBy(() -> writer.commit(1, List.of(offsets)))
          .isInstanceOf(RestartException.class)
          .hasMessageContaining("the run begins anew from what was committed");
      writer.abort();
    }
    assertThat(arrived(to)).isEmpty();
    assertThat(broker.committed(from + "-group")).isEmpty();
  }

  /** Waits where a number comes for the first time. */
  private static ValueFormat heldAt(long number, CountDownLatch goOn) {
    AtomicBoolean held = new AtomicBoolean();
    return Kafka.decodedBy(
        NUMBERS,
        () ->
            (value, rows) -> {
              String text = new String(value, StandardCharsets.UTF_8);
              long n = Long.parseLong(text.replaceAll("\\D", ""));
              if (n == number && held.compareAndSet(false, true)) {
                try {
                  assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException interrupted) {
                  throw new AssertionError(interrupted);
                }
              }
              rows.setLong(0, n);
              rows.endRow();
            });
  }

  @Test
  void aTransactionThatTheBrokersAbortedIsWrittenOnceMore() {
    String from = broker.topic(1);
    String to = broker.topic(1);
    CountDownLatch goOn = new CountDownLatch(1);
    broker.sendNumbers(from, 1, 0, 10);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      KafkaTopic topic = topic(from).withGroup(from + "-group").withValues(heldAt(10, goOn));
      KafkaSink sink = sink(to).withProperty("transaction.timeout.ms", "1000");
      Delivery delivery = copying(topic, sink, allocator).commitEvery(Duration.ofMillis(500));
      Job job = delivery.start();
      // The first are in a transaction that is open, or committed.
      assertThat(
              Stream.from(topic(to).withProperty("isolation.level", "read_uncommitted"))
                  .limit(10)
                  .toList())
          .hasSize(10);
      broker.sendNumbers(from, 1, 10, 20);
      broker.awaitNoTransactions();
      Set<String> members = broker.members(from + "-group");
      goOn.countDown();
      assertThat(await(to, 20)).isEqualTo(numbers(20));
      // The consumer has gone back, and its group has not noticed.
      assertThat(broker.members(from + "-group")).hasSize(1).isEqualTo(members);
      // Where the first were committed in time, there was nothing to abort.
      assertThat(job.lastError().isPresent()).isEqualTo(job.metrics().restarts() > 0);
      job.stop();
      assertThat(job.health()).isEqualTo(JobHealth.UP);
      assertThat(arrived(to)).hasSize(20);
      assertThat(committed(from)).isEqualTo(20);
    }
  }

  @Test
  void aSecondWriterOfTheSameNameEndsTheFirst() {
    String from = broker.topic(2);
    String to = broker.topic(1);
    broker.sendNumbers(from, 2, 0, 10);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      KafkaTopic topic = topic(from).withGroup(from + "-group");
      KafkaSink named = sink(to).exactlyOnce("copier-" + from);
      Job first = copying(topic, named, allocator).start();
      await(to, 10);
      Job second = copying(topic, named, allocator).start();
      assertThat(second.state()).isEqualTo(JobState.RUNNING);
      // It is noticed with the next rows, of which there are always more.
      AtomicInteger sent = new AtomicInteger(10);
      assertThatThrownBy(
              () -> {
                while (first.state() == JobState.RUNNING) {
                  broker.sendNumbers(from, 2, sent.get(), sent.addAndGet(20));
                }
                first.await();
              })
          .isInstanceOf(RunException.class)
          .hasMessageContaining("no other may run under the name")
          .hasMessageContaining("give each a name of its own");
      await(to, sent.get());
      second.stop();
      assertThat(arrived(to)).containsExactlyInAnyOrderElementsOf(numbers(sent.get()));
    }
  }

  @Test
  void aStreamThatEndsIsOneTransaction() {
    String from = broker.topic(2);
    String to = broker.topic(1);
    broker.sendNumbers(from, 2, 0, 10);
    KafkaTopic topic = topic(from).withGroup(from + "-group").upToLatest();
    Stream.from(topic).to(sink(to)).start().await();
    assertThat(arrived(to)).containsExactlyInAnyOrderElementsOf(numbers(10));
    assertThat(committed(from)).isEqualTo(10);
    Stream.from(topic).to(sink(to)).start().await();
    assertThat(arrived(to)).hasSize(10);
  }

  @Test
  void whatATransactionCannotCommitIsRefusedBeforeARun() {
    String brokers = "localhost:1";
    KafkaTopic topic = Kafka.topic(brokers, "in").withValues(Kafka.json(NUMBERS));
    KafkaTopic member = topic.withGroup("group");
    KafkaSink sink = Kafka.sink(brokers, "out").exactlyOnce();
    refused(Stream.from(topic), sink, "\"kafka in\" is read without one; name one with withGroup");
    refused(
        Stream.from(member),
        Kafka.sink("localhost:2", "out").exactlyOnce(),
        "name the same brokers");
    refused(
        Stream.from(member.withProperty("isolation.level", "read_uncommitted")),
        sink,
        "leave out its isolation.level");
    Stream table =
        Stream.fromBatches(Tables.schema("n:long, m:long"), List.<VectorSchemaRoot>of().iterator());
    refused(table.select("n"), sink, "bring its rows into a topic first");
    refused(
        Stream.from(member).union(table.select("n")), sink, "bring its rows into a topic first");
    refused(
        Stream.from(member).union(Stream.from(member.upToLatest())),
        sink,
        "is read anew by each run");
    // A table beside the stream gives no rows by itself.
    assertThat(Stream.from(member).join(table, on("n", "n")).to(sink)).isNotNull();
    assertThatThrownBy(() -> Stream.from(member).to(sink).commitEvery(Duration.ofMinutes(1)))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("which is 30000, but it is PT1M; commit more often");
    assertThatThrownBy(() -> sink.exactlyOnce(" ")).hasMessageContaining("a name of its own");
    assertThatThrownBy(() -> Stream.from(member.upToLatest()).writeTo(sink))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("start a job with to(sink).start()");
  }

  private static void refused(Stream stream, KafkaSink sink, String cure) {
    assertThatThrownBy(() -> stream.to(sink))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("rows that arrive exactly once must come from topics")
        .hasMessageContaining(cure)
        .hasMessageContaining("ExactlyOnceTest");
  }
}
