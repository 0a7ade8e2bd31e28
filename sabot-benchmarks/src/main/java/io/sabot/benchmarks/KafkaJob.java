package io.sabot.benchmarks;

import io.sabot.benchmarks.KafkaReadings.Reading;
import io.sabot.kafka.Kafka;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import java.io.IOException;
import java.time.Duration;

/** A process with one job from a topic of readings to another, until it is told to stop. */
public final class KafkaJob {
  private KafkaJob() {}

  /**
   * Takes brokers, the topic to read, the one to write to, and how often to commit, in
   * milliseconds; then, where it is to say what it holds, how often, in milliseconds. Ends, in
   * order, with its input.
   */
  public static void main(String[] arguments) throws IOException {
    Duration interval = Duration.ofMillis(Long.parseLong(arguments[3]));
    try (Job job = delivery(arguments[0], arguments[1], arguments[2], interval).start()) {
      System.out.println("started");
      if (arguments.length > 4) {
        sampleEvery(Long.parseLong(arguments[4]));
      }
      while (System.in.read() >= 0) {
        // The one who started it holds its input open.
      }
      job.stop();
    }
  }

  /** Every reading passes the filter, and gets a column more. */
  private static Delivery delivery(String brokers, String from, String to, Duration interval) {
    Stream readings =
        Stream.from(Kafka.topic(brokers, from).withValues(Kafka.json(Reading.class)).withGroup(to));
    return KafkaPipelines.question(readings, 0).to(Kafka.sink(brokers, to)).commitEvery(interval);
  }

  private static void sampleEvery(long millis) {
    Thread.ofPlatform()
        .daemon()
        .name("samples")
        .start(() -> {
          long start = System.nanoTime();
          while (true) {
            try {
              Thread.sleep(millis);
            } catch (InterruptedException over) {
              return;
            }
            System.out.println(SoakSample.now((System.nanoTime() - start) / 1e9).line());
          }
        });
  }
}
