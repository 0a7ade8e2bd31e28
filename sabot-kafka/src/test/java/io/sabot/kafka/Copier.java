package io.sabot.kafka;

import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.Tables;
import java.time.Duration;

/** A process that copies numbers from one topic to another until it is killed or stops. */
final class Copier {
  private Copier() {}

  /** Arguments: brokers, topic to read, topic to write, group, once or again. */
  public static void main(String[] arguments) {
    KafkaSink sink = Kafka.sink(arguments[0], arguments[2]).withKey("n");
    if (arguments[4].equals("once")) {
      // A killed writer is in the way of its readers for so long.
      sink = sink.exactlyOnce().withProperty("transaction.timeout.ms", "2000");
    }
    Job job =
        Stream.from(
                Kafka.topic(arguments[0], arguments[1])
                    .withValues(Kafka.json(Tables.schema("n:long")))
                    .withGroup(arguments[3])
                    // A killed member is missed for so long.
                    .withProperty("session.timeout.ms", "1500")
                    .withProperty("heartbeat.interval.ms", "300"))
            .to(sink)
            .commitEvery(Duration.ofMillis(20))
            .start();
    System.out.println("started");
    job.await();
  }
}
