package io.sabot.kafka.faults;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is on its way: the numbers from 0 on, in turn over the partitions, so that a number says
 * where it lies; each with a key, all of whose numbers lie in one partition.
 */
final class Numbers {
  static final int PARTITIONS = 12;
  static final int KEYS = PARTITIONS * 40;

  private Numbers() {}

  static int partition(long number) {
    return (int) (number % PARTITIONS);
  }

  static long offset(long number) {
    return number / PARTITIONS;
  }

  static int key(long number) {
    return (int) (number % KEYS);
  }

  static ProducerRecord<byte[], byte[]> record(String topic, long number) {
    String value = "{\"n\":" + number + ",\"k\":" + key(number) + "}";
    return new ProducerRecord<>(
        topic, partition(number), null, value.getBytes(StandardCharsets.US_ASCII));
  }
}
