package io.sabot.kafka;

import io.sabot.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens consumers and producers. */
final class Clients {
  private static final String RECORDS_PER_POLL = "4096";

  /** How soon partitions are noticed that were added to a topic. */
  static final Duration NEWS_OF_PARTITIONS = Duration.ofSeconds(30);

  private static final String LONGEST_WAIT_MILLIS = "120000";
  private static final String BATCH_BYTES = "131072";

  private Clients() {}

  static Consumer<byte[], byte[]> consumer(TopicSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, String.valueOf(NEWS_OF_PARTITIONS.toMillis()));
    if (!"consumer".equals(settings.properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
      // Members keep reading what stays theirs while others come and go.
      properties.put(
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          CooperativeStickyAssignor.class.getName());
    }
    properties.putAll(settings.properties);
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // Also where records were deleted before they were read: goes on with the first that is left.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    if (settings.group != null) {
      properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group);
    }
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Refuses a topic that does not exist: a producer would wait for it. */
  static void requireTopic(
      String where, String topic, String bootstrap, Map<String, String> given, Duration timeout) {
    Map<String, Object> properties = new HashMap<>(given);
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (Admin admin = Admin.create(properties)) {
      int millis = Math.toIntExact(Math.min(timeout.toMillis(), Integer.MAX_VALUE));
      Set<String> topics =
          admin.listTopics(new ListTopicsOptions().timeoutMs(millis)).names().get();
      if (!topics.contains(topic)) {
        throw Problems.unknownTopic(where, topic, topics, ErrorCode.SINK_FAILED);
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      throw Problems.of(
          where, bootstrap, timeout, cause == null ? failed : cause, ErrorCode.SINK_FAILED);
    }
  }

  /** A producer that brokers may leave without an answer as long as they take to come back. */
  static Producer<byte[], byte[]> producer(String bootstrap, Map<String, String> given) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_WAIT_MILLIS);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    // Brokers take the first batch of a producer they do not know, whatever its number: a second
    // one under way overtakes a first one that was refused, which then never arrives.
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.putAll(given);
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A producer that writes in transactions. */
  static Producer<byte[], byte[]> transactional(SinkSettings settings, ExactlyOnce how) {
    Map<String, String> properties = new HashMap<>(settings.properties);
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, how.id(settings.topic));
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        String.valueOf(how.longest(settings.properties).toMillis()));
    return producer(settings.bootstrap, properties);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
