package io.sabot.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/** A real broker within the process, the same for all test classes; it ends with the process. */
final class Broker {
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static @Nullable Broker shared;

  private final List<Runnable> atEnd = new CopyOnWriteArrayList<>();
  private final KafkaClusterTestKit cluster;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  private Broker() throws Exception {
    // Kafka deletes the broker's files when the process ends. Hooks of a process run side by side:
    // a broker that still runs misses its files, and halts the process.
    Exit.setShutdownHookAdder((name, hook) -> atEnd.add(hook));
    cluster =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("auto.create.topics.enable", "false")
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("transaction.state.log.replication.factor", "1")
            .setConfigProp("transaction.state.log.min.isr", "1")
            .setConfigProp("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .setConfigProp("group.min.session.timeout.ms", "500")
            .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                // What a broker does not answer is asked again soon, and needs no order of numbers.
                "request.timeout.ms",
                5_000,
                "delivery.timeout.ms",
                60_000,
                "metadata.max.age.ms",
                1_000,
                "enable.idempotence",
                false,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private void close() {
    try {
      producer.close();
      admin.close();
      cluster.close();
    } catch (Exception ignored) {
      // The process ends.
    } finally {
      atEnd.forEach(Runnable::run);
    }
  }

  /** The one broker, started by whoever asks first. */
  static synchronized Broker shared() {
    if (shared == null) {
      try {
        shared = new Broker();
      } catch (Exception failure) {
        throw new IllegalStateException("the broker must start", failure);
      }
    }
    return shared;
  }

  String bootstrap() {
    return cluster.bootstrapServers();
  }

  /** A new topic with a name of its own. */
  String topic(int partitions) {
    String name = "topic-" + ProcessHandle.current().pid() + "-" + TOPICS.incrementAndGet();
    get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
    while (!isLed(name)) {
      Thread.onSpinWait();
    }
    return name;
  }

  /** Raises the number of partitions of a topic. */
  void addPartitions(String name, int partitions) {
    get(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
  }

  /** Whether the broker knows the topic, too, and not only the controller that made it. */
  private boolean isLed(String name) {
    try {
      TopicDescription topic = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      return topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** Sends records and waits until they have arrived. */
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(producer.send(record)));
    producer.flush();
    sent.forEach(Broker::get);
  }

  /** Sends objects that count up in their field {@code n}, to the partitions in turn. */
  void sendNumbers(String topic, int partitions, long from, long end) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long n = from; n < end; n++) {
      byte[] value = bytes("{\"n\":" + n + "}");
      records.add(new ProducerRecord<>(topic, (int) (n % partitions), null, value));
    }
    send(records);
  }

  /** Sends texts to partition 0. */
  void send(String topic, String... values) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String value : values) {
      records.add(new ProducerRecord<>(topic, 0, null, bytes(value)));
    }
    send(records);
  }

  /** Sends texts in a transaction that is committed, then others in one that is aborted. */
  void sendInTransactions(String topic, List<String> committed, List<String> aborted) {
    try (KafkaProducer<byte[], byte[]> transactional =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap(), "transactional.id", topic),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      transactional.initTransactions();
      transactional.beginTransaction();
      committed.forEach(value -> sendLater(transactional, topic, value));
      transactional.commitTransaction();
      transactional.beginTransaction();
      aborted.forEach(value -> sendLater(transactional, topic, value));
      transactional.flush();
      transactional.abortTransaction();
    }
  }

  private static void sendLater(
      KafkaProducer<byte[], byte[]> producer, String topic, String value) {
    var _ = producer.send(new ProducerRecord<>(topic, bytes(value)));
  }

  /** The members of a group. */
  Set<String> members(String group) {
    return get(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
        .members()
        .stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Returns when no transaction is under way. */
  void awaitNoTransactions() {
    ListTransactionsOptions ongoing =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    while (!get(admin.listTransactions(ongoing).all()).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Up to where a group has committed, over all partitions. */
  long committedRecords(String group) {
    return committed(group).values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** What a group has committed of a topic, by partition. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
