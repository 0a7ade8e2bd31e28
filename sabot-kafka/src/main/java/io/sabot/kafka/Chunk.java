package io.sabot.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of one partition, in order.
 *
 * @param tenure the time for which their partition is read
 * @param records at least one
 * @param bytes of keys and values
 * @param next the offset at which reading goes on behind them
 */
record Chunk(Tenure tenure, List<ConsumerRecord<byte[], byte[]>> records, long bytes, long next) {

  static Chunk of(Tenure tenure, List<ConsumerRecord<byte[], byte[]>> records, long next) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += bytes(record);
    }
    return new Chunk(tenure, records, bytes, next);
  }

  /** The offset behind a record of it. */
  long behind(int record) {
    return record == records.size() - 1 ? next : records.get(record).offset() + 1;
  }

  static long bytes(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
