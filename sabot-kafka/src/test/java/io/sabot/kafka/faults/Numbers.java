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

  /** How many of the numbers below a bound have a key. */
  static long countOf(int key, long bound) {
    return (bound - key + KEYS - 1) / KEYS;
  }

  /** The sum of the numbers below a bound that have a key. */
  static long sumOf(int key, long bound) {
    long count = countOf(key, bound);
    return count * key + KEYS * (count * (count - 1) / 2);
  }

  static ProducerRecord<byte[], byte[]> record(String topic, long number) {
    String value = "{\"n\":" + number + ",\"k\":" + key(number) + "}";
    return new ProducerRecord<>(
        topic, partition(number), null, value.getBytes(StandardCharsets.US_ASCII));
  }
}
