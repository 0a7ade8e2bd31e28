package io.sabot.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records that were polled, until there are enough or the first has waited long enough. */
final class Gathering {
  private final long enoughRecords;
  private final long enoughBytes;
  private final long longestNanos;
  private final List<Chunk> chunks = new ArrayList<>();
  private long records;
  private long bytes;
  private long since;

  /** Gathers until so many records, bytes, or so long. */
  Gathering(long records, long bytes, Duration longest) {
    this.enoughRecords = records;
    this.enoughBytes = bytes;
    this.longestNanos = longest.toNanos();
  }

  /** Takes what was polled of partitions that are held, up to where they end. */
  void add(ConsumerRecords<byte[], byte[]> polled, Tenures tenures, Ends ends) {
    Map<TopicPartition, OffsetAndMetadata> next = polled.nextOffsets();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> all = polled.records(partition);
      List<ConsumerRecord<byte[], byte[]>> wanted = ends.before(partition, all);
      Tenure tenure = tenures.of(partition);
      if (tenure != null && !wanted.isEmpty()) {
        OffsetAndMetadata behind = wanted.size() == all.size() ? next.get(partition) : null;
        add(
            Chunk.of(
                tenure, wanted, behind == null ? wanted.getLast().offset() + 1 : behind.offset()));
      }
    }
  }

  private void add(Chunk chunk) {
    if (chunks.isEmpty()) {
      since = System.nanoTime();
    }
    chunks.add(chunk);
    records += chunk.records().size();
    bytes += chunk.bytes();
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  long records() {
    return records;
  }

  /** How long the first may still wait. */
  long untilDue() {
    return Math.max(0, since + longestNanos - System.nanoTime());
  }

  void giveIfDue(Handover to) {
    if (!isEmpty() && (records >= enoughRecords || bytes >= enoughBytes || untilDue() == 0)) {
      give(to);
    }
  }

  void give(Handover to) {
    to.give(chunks.stream().map(Arrival.Records::new).toList());
    clear();
  }

  /** Drops those of which nothing more is to be given: whoever has them next reads them again. */
  void dropLeaving() {
    List<Chunk> kept = chunks.stream().filter(chunk -> chunk.tenure().isRead()).toList();
    clear();
    kept.forEach(this::add);
  }

  void clear() {
    chunks.clear();
    records = 0;
    bytes = 0;
  }
}
