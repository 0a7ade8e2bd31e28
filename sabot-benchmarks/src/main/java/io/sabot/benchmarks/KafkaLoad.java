package io.sabot.benchmarks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A load that waits for nobody: each reading has a moment at which it is to be sent, whatever has
 * become of those before, and says so in its field {@code at}, in microseconds since 1970.
 */
final class KafkaLoad {
  private static final long NAP_NANOS = 500_000;

  private final String brokers;
  private final String topic;
  private final int rate;

  KafkaLoad(String brokers, String topic, int rate) {
    this.brokers = brokers;
    this.topic = topic;
    this.rate = rate;
  }

  /** Sends for so long; gives the moment of the first reading. */
  long send(int seconds) {
    long count = (long) rate * seconds;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", "1"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.partitionsFor(topic);
      long startMicros = micros();
      long startNanos = System.nanoTime();
      for (long i = 0; i < count; i++) {
        long due = i * 1_000_000 / rate;
        while ((System.nanoTime() - startNanos) / 1_000 < due) {
          LockSupport.parkNanos(NAP_NANOS);
        }
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic,
                    (int) (i % KafkaPeers.PARTITIONS),
                    null,
                    KafkaReadings.value(i, startMicros + due)));
      }
      return startMicros;
    }
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
