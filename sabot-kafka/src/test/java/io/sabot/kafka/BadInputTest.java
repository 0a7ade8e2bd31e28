package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.JobState;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.ShelfSink;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Records that cannot become rows, and topics that are not there: a clear end, and no lie. */
class BadInputTest {
  private static final int GOOD = 10;

  private final Broker broker = Broker.shared();

  private KafkaTopic topic(String name) {
    return Kafka.topic(broker.bootstrap(), name).withValues(Kafka.json(Tables.schema("n:long")));
  }

  private List<Long> arrived(String name) {
    return Stream.from(topic(name).upToLatest()).toList().stream()
        .map(row -> row.getLong("n"))
        .toList();
  }

  private long committed(String group) {
    return broker.committed(group).values().stream().mapToLong(place -> place.offset()).sum();
  }

  /** Good records, a bad one, and good ones behind it. */
  private String topicWith(String bad) {
    String name = broker.topic(1);
    List<String> values = new ArrayList<>();
    LongStream.range(0, GOOD).forEach(n -> values.add("{\"n\":" + n + "}"));
    values.add(bad);
    LongStream.range(GOOD, 2 * GOOD).forEach(n -> values.add("{\"n\":" + n + "}"));
    broker.send(name, values.toArray(String[]::new));
    return name;
  }

  @Test
  void nothingIsCommittedThatDidNotBecomeRows() {
    List<String> bad = List.of("{\"n\":", "{\"n\":9223372036854775808}", "{\"n\":0.5}", "\u0000");
    for (String value : bad) {
      String from = topicWith(value);
      assertEndsBefore(from, Kafka.sink(broker.bootstrap(), broker.topic(1)));
    }
  }

  @Test
  void aJobThatHasReadNothingStopsInOrderWhileTheBrokersAreAway() {
    KafkaTopic away =
        Kafka.topic("localhost:1", "away")
            .withValues(Kafka.json(Tables.schema("n:long")))
            .withGroup("away");
    for (int millis : new int[] {0, 20, 100}) {
      try (LeakCheck leaks = LeakCheck.begin();
          TestAllocator allocator = new TestAllocator()) {
        Job job =
            Stream.from(away)
                .with(RunOptions.DEFAULTS.withAllocator(allocator))
                .to(ShelfSink.immediate())
                .start();
        LockSupport.parkNanos(millis * 1_000_000L);
        job.stop();
        assertThat(job.state()).isEqualTo(JobState.STOPPED);
      }
    }
  }

  private long assertEndsBefore(String from, KafkaSink sink) {
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Job job = start(topic(from).withGroup("group-" + from), sink, allocator);
      assertThatThrownBy(job::await)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("partition 0, offset 10: every record must become rows")
          .hasMessageContaining("leave them out with withPoison");
      assertThat(job.state()).isEqualTo(JobState.FAILED);
      assertThat(job.rejected()).isEqualTo(1);
      assertThat(job.metrics().lag()).isPresent();
      long committed = committed("group-" + from);
      assertThat(committed).isLessThanOrEqualTo(GOOD);
      return committed;
    }
  }

  private static Job start(KafkaTopic topic, KafkaSink sink, TestAllocator allocator) {
    return Stream.from(topic)
        .with(RunOptions.DEFAULTS.withAllocator(allocator).withBatchRows(3))
        .to(sink)
        .commitEvery(Duration.ZERO)
        .start();
  }

  @Test
  void exactlyWhatIsCommittedHasArrived() {
    String from = topicWith("{\"n\":");
    String to = broker.topic(1);
    KafkaSink sink = Kafka.sink(broker.bootstrap(), to).exactlyOnce();
    long committed = assertEndsBefore(from, sink);
    assertThat(arrived(to)).isEqualTo(LongStream.range(0, committed).boxed().toList());
    try (TestAllocator allocator = new TestAllocator()) {
      KafkaTopic skipping = topic(from).withGroup("group-" + from).withPoison(Poison.SKIP);
      Job job = start(skipping, sink, allocator);
      assertThat(Stream.from(topic(to)).limit(2 * GOOD).toList()).hasSize(2 * GOOD);
      job.stop();
      assertThat(job.rejected()).isEqualTo(1);
      assertThat(committed("group-" + from)).isEqualTo(2 * GOOD + 1);
      assertThat(arrived(to)).isEqualTo(LongStream.range(0, 2 * GOOD).boxed().toList());
    }
  }

  @Test
  void aTopicThatIsNotThereEndsTheJob() {
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      Job job = start(topic(to + "x").withGroup(to), Kafka.sink(broker.bootstrap(), to), allocator);
      assertThatThrownBy(job::await)
          .isInstanceOf(RunException.class)
          .hasMessageContaining("kafka " + to + "x: the topic must exist")
          .hasMessageContaining("correct its name, or create it");
      assertThat(broker.committed(to)).isEmpty();
    }
  }
}
