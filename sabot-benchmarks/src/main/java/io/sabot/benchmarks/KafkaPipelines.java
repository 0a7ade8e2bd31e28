package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.benchmarks.KafkaReadings.Reading;
import io.sabot.kafka.Kafka;
import io.sabot.kafka.KafkaTopic;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** What Sabot is asked, over a topic of readings, from its beginning to its end. */
final class KafkaPipelines {
  private static final AtomicInteger GROUPS = new AtomicInteger();

  private final String brokers;
  private final String topic;

  KafkaPipelines(String brokers, String topic) {
    this.brokers = brokers;
    this.topic = topic;
  }

  private KafkaTopic json() {
    return Kafka.topic(brokers, topic).withValues(Kafka.json(Reading.class));
  }

  /** Filter and map: the question. */
  static Stream question(Stream readings, double least) {
    return readings
        .filter(col("celsius").ge(least))
        .withColumn("fahrenheit", col("celsius").times(1.8).plus(32));
  }

  /** Rows that come out, counted. */
  long count(double least) {
    LongAdder rows = new LongAdder();
    question(Stream.from(json().upToLatest()), least)
        .forEach(batch -> rows.add(batch.getRowCount()));
    return rows.sum();
  }

  /** Rows that come out, sent to a topic by a job. */
  void copy(double least, String to) {
    String group = "peers-" + ProcessHandle.current().pid() + "-" + GROUPS.incrementAndGet();
    Stream readings = Stream.from(json().withGroup(group).upToLatest());
    try (Job job = question(readings, least).to(Kafka.sink(brokers, to)).start()) {
      job.await();
    }
  }

  /** The bytes of all values, added up by their lengths. */
  long bytes() {
    LongAdder bytes = new LongAdder();
    Stream.from(Kafka.topic(brokers, topic).upToLatest())
        .forEach(batch -> bytes.add(length((VarBinaryVector) batch.getVector(0))));
    return bytes.sum();
  }

  private static long length(VarBinaryVector values) {
    return values.getOffsetBuffer().getInt(4L * values.getValueCount());
  }

  /** What was read, as the checksum of all readings. */
  long checksum() {
    LongAdder sum = new LongAdder();
    Stream.from(json().upToLatest()).forEach(batch -> sum.add(checksum(batch)));
    return sum.sum();
  }

  private static long checksum(VectorSchemaRoot batch) {
    BigIntVector at = (BigIntVector) batch.getVector("at");
    BigIntVector sensor = (BigIntVector) batch.getVector("sensor");
    Float8Vector celsius = (Float8Vector) batch.getVector("celsius");
    VarCharVector site = (VarCharVector) batch.getVector("site");
    VarCharVector note = (VarCharVector) batch.getVector("note");
    long sum = 0;
    for (int row = 0; row < batch.getRowCount(); row++) {
      sum +=
          new Reading(
                  at.get(row), sensor.get(row), celsius.get(row), text(site, row), text(note, row))
              .checksum();
    }
    return sum;
  }

  private static String text(VarCharVector texts, int row) {
    return new String(texts.get(row), StandardCharsets.UTF_8);
  }
}
