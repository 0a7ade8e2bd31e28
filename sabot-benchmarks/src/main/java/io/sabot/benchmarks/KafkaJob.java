package io.sabot.benchmarks;

import io.sabot.benchmarks.KafkaReadings.Reading;
import io.sabot.kafka.Kafka;
import io.sabot.kafka.KafkaSink;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import java.io.IOException;
import java.time.Duration;

/** A process with one job from a topic of readings to another, until it is told to stop. */
public final class KafkaJob {
  /** What the job promises, and how often it then commits. */
  enum Guarantee {
    AT_LEAST_ONCE("latency", "at least once", 1_000),
    EXACTLY_ONCE("exactly-once", "exactly once", 100);

    private final String question;
    private final String text;
    private final int intervalMillis;

    Guarantee(String question, String text, int intervalMillis) {
      this.question = question;
      this.text = text;
      this.intervalMillis = intervalMillis;
    }

    String question() {
      return question;
    }

    String text() {
      return text;
    }

    int intervalMillis() {
      return intervalMillis;
    }

    private KafkaSink sink(String brokers, String topic) {
      KafkaSink sink = Kafka.sink(brokers, topic);
      return this == EXACTLY_ONCE ? sink.exactlyOnce() : sink;
    }
  }

  private KafkaJob() {}

  /**
   * Takes brokers, the topic to read, the one to write to, a {@link Guarantee}, and how often to
   * commit, in milliseconds; then, where it is to say what it holds, how often, in milliseconds.
   * Ends, in order, with its input.
   */
  public static void main(String[] arguments) throws IOException {
    Stream rows = rows(arguments[0], arguments[1], arguments[2]);
    KafkaSink sink = Guarantee.valueOf(arguments[3]).sink(arguments[0], arguments[2]);
    Duration interval = Duration.ofMillis(Long.parseLong(arguments[4]));
    try (Job job = rows.to(sink).commitEvery(interval).start()) {
      System.out.println("started");
      if (arguments.length > 5) {
        sampleEvery(Long.parseLong(arguments[5]));
      }
      while (System.in.read() >= 0) {
        // The one who started it holds its input open.
      }
      job.stop();
    }
  }

  /** Every reading passes the filter, and gets a column more. */
  private static Stream rows(String brokers, String from, String group) {
    Stream readings =
        Stream.from(
            Kafka.topic(brokers, from).withValues(Kafka.json(Reading.class)).withGroup(group));
    return KafkaPipelines.question(readings, 0);
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
