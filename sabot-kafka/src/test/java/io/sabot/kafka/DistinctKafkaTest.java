package io.sabot.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was seen stays seen, over restarts and on whichever member its partition is read. */
@Timeout(120)
class DistinctKafkaTest {
  private static final int PARTITIONS = 4;

  private final Broker broker = Broker.shared();

  private Delivery distinct(String from, String to, Path states, TestAllocator allocator) {
    return Stream.from(
            Kafka.topic(broker.bootstrap(), from)
                .withValues(Kafka.json(Tables.schema("k:long, x:long")))
                .withGroup(from + "-group")
                .partitionedBy("k")
                .withProperty("heartbeat.interval.ms", "100"))
        .with(RunOptions.DEFAULTS.withAllocator(allocator))
        .distinct("k")
        .to(Kafka.sink(broker.bootstrap(), to).withKey("k").exactlyOnce())
        .commitEvery(Duration.ofMillis(50))
        .withState(states);
  }

  /** Each key twice. */
  private void send(String topic, long from, long end) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long i = 2 * from; i < 2 * end; i++) {
      long k = i / 2;
      byte[] value = Broker.bytes("{\"k\":%d,\"x\":%d}".formatted(k, i));
      records.add(new ProducerRecord<>(topic, (int) (k % PARTITIONS), null, value));
    }
    broker.send(records);
  }

  private KafkaTopic written(String topic) {
    return Kafka.topic(broker.bootstrap(), topic).withValues(Kafka.json(Tables.schema("k:long")));
  }

  /** Returns when so many keys have come. */
  private void await(String topic, long keys) {
    Set<Long> came = new HashSet<>();
    try (var rows = Stream.from(written(topic)).records()) {
      var each = rows.iterator();
      while (came.size() < keys) {
        came.add(each.next().getLong("k"));
      }
    }
  }

  @Test
  void keysComeOnceOverRestartsAndMembers(@TempDir Path states) {
    String from = broker.topic(PARTITIONS);
    String to = broker.topic(1);
    try (LeakCheck leaks = LeakCheck.begin();
        TestAllocator allocator = new TestAllocator()) {
      send(from, 0, 100);
      Job first = distinct(from, to, states, allocator).start();
      await(to, 100);
      first.stop();
      send(from, 0, 110);
      Job second = distinct(from, to, states, allocator).start();
      await(to, 110);
      Job third = distinct(from, to, states, allocator).start();
      send(from, 0, 120);
      await(to, 120);
      // Without a commit, so that what was not committed is read again by the one that is left.
      second.close();
      send(from, 0, 130);
      await(to, 130);
      third.stop();
      assertThat(Stream.from(written(to).upToLatest()).toList())
          .extracting(row -> row.getLong("k"))
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 130).boxed().toList());
      assertThat(broker.committedRecords(from + "-group")).isEqualTo(2 * (100 + 110 + 120 + 130));
    }
  }
}
