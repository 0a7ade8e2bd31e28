package io.sabot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Readings as JSON objects of five fields in 200 bytes; the same number always gives the same. */
final class KafkaReadings {
  static final int BYTES = 200;

  private static final String LETTERS = "the quick brown fox jumps over the lazy dog ".repeat(6);
  private static final String BATCH_BYTES = "262144";

  /** What a value says; {@code celsius} lies evenly between 0 and 100. */
  record Reading(long at, long sensor, double celsius, String site, String note) {
    /** A number that every reading of a topic adds to, whatever their order. */
    long checksum() {
      return (at * 31 + sensor) * 31
          + Double.doubleToRawLongBits(celsius)
          + site.hashCode() * 31L
          + note.hashCode();
    }
  }

  private KafkaReadings() {}

  /** The reading of a number. */
  static byte[] value(long number, long at) {
    long mixed = mix(number);
    long hundredths = Long.remainderUnsigned(mixed, 10_000);
    StringBuilder text = new StringBuilder(BYTES);
    text.append("{\"at\":").append(at);
    text.append(",\"sensor\":").append(Long.remainderUnsigned(mixed >>> 16, 1_000_000));
    text.append(",\"celsius\":").append(hundredths / 100).append('.');
    text.append(hundredths % 100 / 10).append(hundredths % 10);
    text.append(",\"site\":\"hall-").append(Long.remainderUnsigned(mixed >>> 40, 1_000));
    text.append("\",\"note\":\"");
    int start = (int) Long.remainderUnsigned(mixed >>> 8, 40);
    text.append(LETTERS, start, start + BYTES - 2 - text.length()).append("\"}");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static long mix(long number) {
    long z = (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    return z ^ (z >>> 27);
  }

  /** The least {@code celsius} that so many in a hundred have. */
  static double threshold(int kept) {
    return 100.0 - kept;
  }

  /** Sends so many to a topic, spread evenly over its partitions. */
  static void fill(String brokers, String topic, int partitions, int rows) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "batch.size", BATCH_BYTES, "linger.ms", "20"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < rows; i++) {
        var _ = producer.send(new ProducerRecord<>(topic, i % partitions, null, value(i, i)));
      }
    }
  }
}
