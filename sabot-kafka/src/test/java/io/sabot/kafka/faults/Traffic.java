package io.sabot.kafka.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends numbers, and sees what is made of them, while the broker comes and goes. */
final class Traffic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Work, Account> accounts = new EnumMap<>(Work.class);
  private final Map<String, Account> byTopic = new HashMap<>();
  private final AtomicReference<Exception> notSent = new AtomicReference<>();
  private long sent;

  Traffic(String bootstrap, Set<Work> works) {
    Map<String, Object> common =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "reconnect.backoff.max.ms",
            "200",
            "default.api.timeout.ms",
            String.valueOf(PATIENCE.toMillis()));
    admin = Admin.create(common);
    // In order and once, whatever becomes of the broker. A second batch under way could overtake
    // the first one of all, where its partition had no leader yet.
    producer =
        new KafkaProducer<>(
            with(common, Map.of("linger.ms", "5", "max.in.flight.requests.per.connection", "1")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            with(
                common,
                Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest")),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    works.forEach(work -> accounts.put(work, work.account()));
    accounts.forEach((work, account) -> byTopic.put(work.topic(), account));
  }

  private static Map<String, Object> with(Map<String, Object> common, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(common);
    all.putAll(more);
    return all;
  }

  /** Makes the topics, once the broker answers. */
  void open() {
    List<NewTopic> topics = new ArrayList<>();
    List<TopicPartition> written = new ArrayList<>();
    topics.add(new NewTopic(Work.NUMBERS, Numbers.PARTITIONS, (short) 1));
    for (Work work : accounts.keySet()) {
      topics.add(new NewTopic(work.topic(), Numbers.PARTITIONS, (short) 1));
      for (int partition = 0; partition < Numbers.PARTITIONS; partition++) {
        written.add(new TopicPartition(work.topic(), partition));
      }
    }
    get(admin.createTopics(topics).all());
    while (!areLed(topics)) {
      Thread.onSpinWait();
    }
    consumer.assign(written);
  }

  /** Whether the broker knows the topics, too, and not only the controller that made them. */
  private boolean areLed(List<NewTopic> topics) {
    try {
      return admin
          .describeTopics(topics.stream().map(NewTopic::name).toList())
          .allTopicNames()
          .get()
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** Sends the numbers below a bound that were not sent yet. */
  void sendUpTo(long bound) {
    while (sent < bound) {
      var _ =
          producer.send(
              Numbers.record(Work.NUMBERS, sent++),
              (place, failure) -> {
                if (failure != null) {
                  notSent.compareAndSet(null, failure);
                }
              });
    }
    Exception failure = notSent.get();
    if (failure != null) {
      throw new AssertionError("numbers must be sent", failure);
    }
  }

  /** Takes what has been written, or waits a little for something. */
  void look(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      byTopic.get(record.topic()).add(record);
    }
  }

  /** Takes all that has been written. */
  void lookToTheEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("what was written must come to an end, but is at " + ends);
      }
      look(Duration.ofMillis(100));
    }
  }

  long sent() {
    return sent;
  }

  Map<Work, Account> accounts() {
    return accounts;
  }

  /** How many different numbers have come out of all works. */
  long arrived() {
    return accounts.values().stream().mapToLong(Account::arrived).min().orElse(0);
  }

  /** All numbers below this one have come out of all works. */
  long complete() {
    return accounts.values().stream().mapToLong(Account::complete).min().orElse(0);
  }

  /** How many numbers the group of a work has noted as done. */
  long committed(Work work) {
    return get(admin.listConsumerGroupOffsets(work.topic()).partitionsToOffsetAndMetadata())
        .values()
        .stream()
        .mapToLong(place -> place.offset())
        .sum();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
  }
}
