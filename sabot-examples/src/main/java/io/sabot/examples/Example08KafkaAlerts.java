package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.kafka.Kafka;
import io.sabot.kafka.Metadata;
import io.sabot.kafka.Poison;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import java.time.Duration;
import java.time.Instant;

/**
 * Alerts over Kafka: readings come in one topic, those that are too hot go to another, for as long
 * as the process lives. Takes brokers and the names of two topics; Ctrl-C stops it in order.
 */
public final class Example08KafkaAlerts {
  /** What a reading looks like: a JSON object with these fields. */
  record Reading(long sensor, double celsius, Instant at) {}

  private Example08KafkaAlerts() {}

  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      System.out.println("give brokers, a topic of readings, and a topic for alerts");
      return;
    }
    Job job = start(arguments[0], arguments[1], arguments[2], "alerts");
    Runtime.getRuntime().addShutdownHook(new Thread(job::stop));
    job.await();
  }

  /**
   * Starts the job. It keeps its place in the topic under the group's name, and goes on there when
   * it is started again; what cannot be read is left out, and counted.
   */
  static Job start(String brokers, String readings, String alerts, String group) {
    return Stream.from(
            Kafka.topic(brokers, readings)
                .withValues(Kafka.json(Reading.class))
                .withMetadata(Metadata.PARTITION, "partition")
                .withGroup(group)
                .withPoison(Poison.SKIP))
        .filter(col("celsius").gt(30))
        .withColumn("fahrenheit", col("celsius").times(1.8).plus(32))
        .to(Kafka.sink(brokers, alerts).withKey("sensor"))
        .commitEvery(Duration.ofMillis(200))
        .start();
  }
}
