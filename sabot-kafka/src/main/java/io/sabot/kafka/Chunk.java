package io.sabot.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition, in order.
 *
 * @param partition theirs
 * @param tenure the time for which the partition is read: it may go to another reader and come back
 * @param records at least one
 * @param bytes of keys and values
 */
record Chunk(
    TopicPartition partition,
    long tenure,
    List<ConsumerRecord<byte[], byte[]>> records,
    long bytes) {

  static Chunk of(
      TopicPartition partition, long tenure, List<ConsumerRecord<byte[], byte[]>> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += bytes(record);
    }
    return new Chunk(partition, tenure, records, bytes);
  }

  static long bytes(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
