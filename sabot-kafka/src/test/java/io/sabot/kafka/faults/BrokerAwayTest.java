package io.sabot.kafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.JobHealth;
import io.sabot.JobState;
import io.sabot.RunOptions;
import io.sabot.kafka.Kafka;
import io.sabot.kafka.KafkaSink;
import io.sabot.kafka.KafkaTopic;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker that is gone for longer than anybody is asked to wait for an answer, and than a
 * transaction may take: {@code -Dsabot.kafka.away=60} says for how many seconds.
 */
class BrokerAwayTest {
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("sabot.kafka.away", 4));

  private static final int HALF = 2_000;

  @TempDir Path folder;

  private static KafkaTopic numbers(String bootstrap, String topic) {
    return Kafka.topic(bootstrap, topic).withValues(Kafka.json(Tables.schema("n:long")));
  }

  private static Job copying(String bootstrap, KafkaSink sink, TestAllocator allocator) {
    KafkaTopic from =
        numbers(bootstrap, "in")
            .withGroup(sink.name())
            .withTimeout(Duration.ofSeconds(2))
            .withProperty("metadata.max.age.ms", "500");
    return Stream.from(from)
        .with(RunOptions.DEFAULTS.withAllocator(allocator))
        .to(sink.withKey("n"))
        .commitEvery(Duration.ofMillis(20))
        .start();
  }

  private static void send(String bootstrap, long from, long end) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long n = from; n < end; n++) {
        byte[] value = ("{\"n\":" + n + "}").getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>("in", value));
      }
    }
  }

  private static List<Long> await(String bootstrap, String topic, int count) {
    return Stream.from(numbers(bootstrap, topic)).limit(count).toList().stream()
        .map(row -> row.getLong("n"))
        .toList();
  }

  private static void awaitHealth(JobHealth health, Job... jobs) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (Job job : jobs) {
      while (job.health() != health) {
        assertThat(System.nanoTime())
            .describedAs("%s is %s: %s", job, job.health(), job.lastError())
            .isLessThan(deadline);
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void jobsGoOnWhenTheBrokerIsBack() throws Exception {
    BrokerProcess broker = new BrokerProcess(new Launcher(folder));
    String bootstrap = broker.bootstrap();
    try (TestAllocator allocator = new TestAllocator()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
        admin
            .createTopics(
                List.of(
                    new NewTopic("in", 3, (short) 1),
                    new NewTopic("again", 1, (short) 1),
                    new NewTopic("once", 1, (short) 1)))
            .all()
            .get();
      }
      Job again = copying(bootstrap, Kafka.sink(bootstrap, "again"), allocator);
      Job once =
          copying(
              bootstrap,
              Kafka.sink(bootstrap, "once")
                  .exactlyOnce()
                  .withProperty("transaction.timeout.ms", "2000"),
              allocator);
      send(bootstrap, 0, HALF);
      // Both are on their way with the others.
      await(bootstrap, "again", 1);
      await(bootstrap, "once", 1);
      awaitHealth(JobHealth.UP, again, once);
      broker.child().kill();
      TimeUnit.NANOSECONDS.sleep(AWAY.toNanos());
      assertThat(List.of(again.state(), once.state()))
          .containsExactly(JobState.RUNNING, JobState.RUNNING);
      awaitHealth(JobHealth.DEGRADED, again, once);
      assertThat(again.lastError().orElseThrow())
          .hasMessageContaining("kafka in: the brokers must be heard of every 2500 ms, but")
          .hasMessageContaining("reading goes on by itself when they are back");
      broker.start();
      send(bootstrap, HALF, 2 * HALF);
      List<Long> all = LongStream.range(0, 2 * HALF).boxed().toList();
      assertThat(await(bootstrap, "once", 2 * HALF)).containsExactlyInAnyOrderElementsOf(all);
      awaitHealth(JobHealth.UP, again, once);
      once.stop();
      again.stop();
      assertThat(again.lastError()).isEmpty();
      assertThat(Stream.from(numbers(bootstrap, "once").upToLatest()).count()).isEqualTo(2 * HALF);
      assertThat(
              Stream.from(numbers(bootstrap, "again").upToLatest()).toList().stream()
                  .map(row -> row.getLong("n")))
          .containsAll(all);
    } catch (Throwable failure) {
      throw new AssertionError(broker.child().lastWords(), failure);
    } finally {
      broker.child().kill();
    }
  }
}
