package io.sabot.benchmarks;

import io.sabot.RunOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long rows take, from the moment at which they were to be sent to the one at which the broker
 * appended what a job made of them; both by the clock of the same machine.
 */
final class KafkaLatency {
  private static final String INPUT = "load";
  private static final String OUTPUT = "output";
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** Where the number stands in {@code {"at":…}}. */
  private static final int NUMBER_AT = 6;

  private static final int NUMBER_DIGITS = 16;

  private KafkaLatency() {}

  static void run(KafkaBroker broker, KafkaOptions options) {
    broker.topic(INPUT, KafkaPeers.PARTITIONS, Map.of());
    broker.topic(OUTPUT, KafkaPeers.PARTITIONS, Map.of("message.timestamp.type", "LogAppendTime"));
    List<String> arguments =
        List.of(broker.address(), INPUT, OUTPUT, String.valueOf(INTERVAL.toMillis()));
    long sent = (long) options.rate() * options.seconds();
    long start;
    long arrived;
    try (PinnedProcess job =
        PinnedProcess.start(KafkaPeers.CONSUMER_CORE, KafkaJob.class, arguments)) {
      job.line();
      start = new KafkaLoad(broker.address(), INPUT, options.rate()).send(options.seconds());
      arrived = broker.awaitRecords(OUTPUT, KafkaPeers.PARTITIONS, sent);
    }
    report(options, sent, latencies(broker.address(), arrived, start + warmMicros(options)));
  }

  private static long warmMicros(KafkaOptions options) {
    return options.seconds() * 1_000_000L / 3;
  }

  /** Milliseconds of all rows that were to be sent from a moment on, sorted. */
  private static double[] latencies(String brokers, long records, long from) {
    double[] millis = new double[Math.toIntExact(records)];
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(
          IntStream.range(0, KafkaPeers.PARTITIONS)
              .mapToObj(p -> new TopicPartition(OUTPUT, p))
              .toList());
      for (long seen = 0; seen < records; ) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          seen++;
          long meant = meant(record.value());
          if (meant >= from) {
            millis[count++] = record.timestamp() - meant / 1_000.0;
          }
        }
      }
    }
    double[] counted = Arrays.copyOf(millis, count);
    Arrays.sort(counted);
    return counted;
  }

  private static long meant(byte[] value) {
    return Long.parseLong(new String(value, NUMBER_AT, NUMBER_DIGITS, StandardCharsets.US_ASCII));
  }

  private static void report(KafkaOptions options, long sent, double[] millis) {
    System.out.printf(
        "%n%,d rows/s for %d s, at least once, flush %d ms, commits every %d ms; the last %,d rows"
            + " of %,d:%nfrom the moment a row was to be sent to the append of what came of it: p50"
            + " %.1f ms, p99 %.1f ms, p99.9 %.1f ms, most %.1f ms%n",
        options.rate(),
        options.seconds(),
        RunOptions.DEFAULTS.flushInterval().toMillis(),
        INTERVAL.toMillis(),
        millis.length,
        sent,
        at(millis, 0.5),
        at(millis, 0.99),
        at(millis, 0.999),
        at(millis, 1));
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }
}
