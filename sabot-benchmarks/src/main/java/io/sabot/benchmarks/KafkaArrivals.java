package io.sabot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic of readings as they come, committed records only, and keeps for each when it was to
 * be sent, when the broker appended it, and when it was seen here.
 */
final class KafkaArrivals {
  private static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

  private static final long NAP_NANOS = 10_000_000;

  /** Where the number stands in {@code {"at":…}}. */
  private static final int NUMBER_AT = 6;

  private static final int NUMBER_DIGITS = 16;

  private final long[] meantMicros;
  private final long[] appendedMillis;
  private final long[] seenMillis;
  private final Thread thread;
  private volatile int count;

  /** Starts to read; ends when so many have come. */
  KafkaArrivals(String brokers, String topic, int records) {
    meantMicros = new long[records];
    appendedMillis = new long[records];
    seenMillis = new long[records];
    thread = Thread.ofPlatform().daemon().name("arrivals").start(() -> read(brokers, topic));
  }

  private void read(String brokers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "max.poll.records", "4096",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          IntStream.range(0, KafkaPeers.PARTITIONS)
              .mapToObj(p -> new TopicPartition(topic, p))
              .toList());
      int seen = 0;
      long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
      while (seen < meantMicros.length && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (seen < meantMicros.length) {
            meantMicros[seen] = meant(record.value());
            appendedMillis[seen] = record.timestamp();
            seenMillis[seen++] = System.currentTimeMillis();
            deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
          }
        }
        count = seen;
      }
    }
  }

  private static long meant(byte[] value) {
    return Long.parseLong(new String(value, NUMBER_AT, NUMBER_DIGITS, StandardCharsets.US_ASCII));
  }

  /** Waits until so many have come. */
  void await(int records) {
    while (count < records) {
      if (!thread.isAlive() && count < records) {
        throw new IllegalStateException(count + " rows arrived of " + records);
      }
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  /** Milliseconds to the append, sorted, of those that were to be sent from a moment on. */
  double[] toAppend(long fromMicros) {
    return millis(appendedMillis, fromMicros);
  }

  /** Milliseconds until a consumer of committed records saw them, in the same way. */
  double[] toConsumer(long fromMicros) {
    return millis(seenMillis, fromMicros);
  }

  private double[] millis(long[] moments, long fromMicros) {
    double[] millis =
        IntStream.range(0, moments.length)
            .filter(i -> meantMicros[i] >= fromMicros)
            .mapToDouble(i -> moments[i] - meantMicros[i] / 1_000.0)
            .toArray();
    Arrays.sort(millis);
    return millis;
  }
}
