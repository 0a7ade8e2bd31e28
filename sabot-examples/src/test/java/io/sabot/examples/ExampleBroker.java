package io.sabot.examples;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real broker within the process. */
final class ExampleBroker implements AutoCloseable {
  private static final int PARTITIONS = 3;

  private final KafkaClusterTestKit cluster;

  private ExampleBroker(KafkaClusterTestKit cluster) {
    this.cluster = cluster;
  }

  static ExampleBroker start() throws Exception {
    KafkaClusterTestKit cluster =
        new KafkaClusterTestKit.Builder(
                new TestKitNodes.Builder()
                    .setCombined(true)
                    .setNumBrokerNodes(1)
                    .setNumControllerNodes(1)
                    .build())
            .setConfigProp("auto.create.topics.enable", "false")
            .setConfigProp("offsets.topic.replication.factor", "1")
            .setConfigProp("offsets.topic.num.partitions", "1")
            .setConfigProp("group.initial.rebalance.delay.ms", "0")
            .build();
    cluster.format();
    cluster.startup();
    cluster.waitForReadyBrokers();
    return new ExampleBroker(cluster);
  }

  String address() {
    return cluster.bootstrapServers();
  }

  void topics(String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
      for (String name : names) {
        admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
        while (!isLed(admin, name)) {
          Thread.onSpinWait();
        }
      }
    }
  }

  /** Whether the broker knows the topic, too, and not only the controller that made it. */
  private static boolean isLed(Admin admin, String name) throws InterruptedException {
    try {
      return admin
          .describeTopics(List.of(name))
          .allTopicNames()
          .get()
          .get(name)
          .partitions()
          .stream()
          .allMatch(partition -> partition.leader() != null);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  void send(String topic, String... values) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String value : values) {
        var _ = producer.send(new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
