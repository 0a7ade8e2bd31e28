package io.sabot.kafka.faults;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.sum;

import io.sabot.kafka.Kafka;
import io.sabot.kafka.KafkaSink;
import io.sabot.kafka.KafkaTopic;
import io.sabot.kafka.Metadata;
import io.sabot.stream.Delivery;
import io.sabot.stream.Stream;
import io.sabot.testkit.Tables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What processes do with the numbers, each of it in a group and to a topic of its own. */
enum Work {
  /** Copies them, at least once. */
  COPY_AT_LEAST_ONCE,
  /** Copies them, exactly once. */
  COPY_EXACTLY_ONCE,
  /** Counts and adds them by key, exactly once; what it keeps lies in a folder all share. */
  RUNNING_TOTALS;

  /** The topic of the numbers. */
  static final String NUMBERS = "numbers";

  /** The header that says which process wrote a record. */
  private static final String WRITER = "writer";

  /** A process that is not heard of for so long is no member any more. */
  static final Duration SESSION = Duration.ofMillis(1_500);

  /** A process that was killed is in the way of readers for so long. */
  private static final String TRANSACTION_MILLIS = "2000";

  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(50);

  /** Processes may start while the broker does, on a machine that has much else to do. */
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  /** The group waits for a member that is to commit what it hands over for a third of it. */
  private static final String POLL_MILLIS = "90000";

  /** The topic it is written to, which is the name of the group, too. */
  String topic() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a process runs. */
  Delivery delivery(String bootstrap, Path folder, String process) {
    return switch (this) {
      case COPY_AT_LEAST_ONCE -> copy(bootstrap, process, copies(bootstrap));
      case COPY_EXACTLY_ONCE -> copy(bootstrap, process, exactlyOnce(copies(bootstrap)));
      case RUNNING_TOTALS -> totals(bootstrap, folder.resolve("state"), process);
    };
  }

  private Delivery copy(String bootstrap, String process, KafkaSink sink) {
    return Stream.from(source(bootstrap))
        .filter(col("n").ge(0))
        .withColumn("writer", lit(process))
        .to(sink)
        .commitEvery(COMMIT_INTERVAL);
  }

  private Delivery totals(String bootstrap, Path state, String process) {
    return Stream.from(source(bootstrap).partitionedBy("k"))
        .groupBy("k")
        .aggregate(count().as("count"), sum("n").as("sum"))
        .emitChanges(COMMIT_INTERVAL)
        .withColumn("writer", lit(process))
        .to(exactlyOnce(sink(bootstrap).withKey("k")))
        .withState(state)
        .commitEvery(COMMIT_INTERVAL);
  }

  private KafkaTopic source(String bootstrap) {
    return Kafka.topic(bootstrap, NUMBERS)
        .withValues(Kafka.json(Tables.schema("n:long, k:long")))
        .withMetadata(Metadata.PARTITION)
        .withGroup(topic())
        .withTimeout(LONGEST_START)
        .withProperty("max.poll.interval.ms", POLL_MILLIS)
        .withProperty("session.timeout.ms", String.valueOf(SESSION.toMillis()))
        .withProperty("heartbeat.interval.ms", String.valueOf(SESSION.toMillis() / 5));
  }

  /** What comes from one partition goes to one partition, so that its order can be seen. */
  private KafkaSink copies(String bootstrap) {
    return sink(bootstrap).withKey("partition").withValue("n").withHeader(WRITER, "writer");
  }

  private KafkaSink sink(String bootstrap) {
    return Kafka.sink(bootstrap, topic()).withTimeout(LONGEST_START);
  }

  private static KafkaSink exactlyOnce(KafkaSink sink) {
    return sink.exactlyOnce().withProperty("transaction.timeout.ms", TRANSACTION_MILLIS);
  }

  /** The process that wrote a record. */
  static String writerOf(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader(WRITER).value(), StandardCharsets.UTF_8);
  }

  /** An empty account of what it must do. */
  Account account() {
    return switch (this) {
      case COPY_AT_LEAST_ONCE -> new CopyAccount(CopyAccount.Promise.AT_LEAST_ONCE);
      case COPY_EXACTLY_ONCE -> new CopyAccount(CopyAccount.Promise.EXACTLY_ONCE);
      case RUNNING_TOTALS -> new TotalsAccount();
    };
  }
}
