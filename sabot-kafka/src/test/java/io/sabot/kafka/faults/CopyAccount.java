package io.sabot.kafka.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What arrived of the numbers that are copied. Each must arrive, and none before those that lie
 * before it in its partition; where that was promised, none twice.
 */
final class CopyAccount implements Account {
  private static final int MOST_FAULTS = 5;

  /** Arrivals of the same partition that are shown before and after one. */
  private static final int NEIGHBOURS = 4;

  private final Promise promise;
  private final BitSet seen = new BitSet();
  private final long[] next = new long[Numbers.PARTITIONS];
  private final @Nullable String[] lastWriter = new String[Numbers.PARTITIONS];
  private final List<Fault> outOfOrder = new ArrayList<>();
  private final List<Integer> twice = new ArrayList<>();
  private final Journal journal = new Journal();
  private long arrived;
  private long repeated;
  private int complete;

  /** How often each number may arrive. */
  enum Promise {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  CopyAccount(Promise promise) {
    this.promise = promise;
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    add(
        Integer.parseInt(new String(record.value(), StandardCharsets.US_ASCII)),
        record.timestamp(),
        Work.writerOf(record));
  }

  void add(int number, long millis, String writer) {
    journal.add(millis, writer, number, 1);
    int partition = Numbers.partition(number);
    lastWriter[partition] = writer;
    if (seen.get(number)) {
      repeated++;
      if (twice.size() < MOST_FAULTS) {
        twice.add(number);
      }
      return;
    }
    seen.set(number);
    arrived++;
    complete = seen.nextClearBit(complete);
    requireOrder(number, partition);
  }

  private void requireOrder(int number, int partition) {
    long offset = Numbers.offset(number);
    if (offset > next[partition] && outOfOrder.size() < MOST_FAULTS) {
      long expected = next[partition] * Numbers.PARTITIONS + partition;
      outOfOrder.add(
          new Fault(
              "in partition %d %d must not arrive before %d".formatted(partition, number, expected),
              near(number)));
    }
    next[partition] = Math.max(next[partition], offset + 1);
  }

  @Override
  public long arrived() {
    return arrived;
  }

  @Override
  public long complete() {
    return complete;
  }

  @Override
  public @Nullable String lastWriter(int partition) {
    return lastWriter[partition];
  }

  @Override
  public long repeated() {
    return repeated;
  }

  @Override
  public List<Fault> faults(long numbers) {
    List<Fault> faults = new ArrayList<>();
    for (int lost = seen.nextClearBit(0);
        lost < numbers && faults.size() < MOST_FAULTS;
        lost = seen.nextClearBit(lost + 1)) {
      faults.add(new Fault(where(lost) + " is lost", near(lost)));
    }
    if (seen.length() > numbers) {
      faults.add(new Fault((seen.length() - 1) + " was never sent", near(seen.length() - 1)));
    }
    if (promise == Promise.EXACTLY_ONCE) {
      twice.forEach(
          number -> faults.add(new Fault(where(number) + " arrived more than once", near(number))));
    }
    faults.addAll(outOfOrder);
    return faults;
  }

  private static String where(int number) {
    return "%d (partition %d, offset %d)"
        .formatted(number, Numbers.partition(number), Numbers.offset(number));
  }

  /** Arrivals of a number and of those that lie next to it in its partition, as they came. */
  private List<Written> near(int number) {
    return journal.of(
        (n, count) ->
            Numbers.partition(n) == Numbers.partition(number)
                && Math.abs(n - number) <= NEIGHBOURS * Numbers.PARTITIONS,
        (n, count) -> String.valueOf(n));
  }
}
