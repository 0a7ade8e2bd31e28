package io.sabot.kafka.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What arrived of the counts and sums of numbers by key. The numbers of a key lie in order in one
 * partition, so that each count says which numbers the sum beside it must be of: what a key has at
 * any time is the batch answer over the first of its numbers. No count may be less than one before
 * it, and the last one is of all numbers.
 */
final class TotalsAccount implements Account {
  private static final int MOST_FAULTS = 5;

  /** Counts of the same key that are shown, at most so much smaller or larger than one. */
  private static final long NEIGHBOURS = 20;

  private static final Pattern VALUE =
      Pattern.compile("\\{\"k\":(\\d+),\"count\":(\\d+),\"sum\":(\\d+),\"writer\":\"(p\\d+)\"}");

  private final long[] counts = new long[Numbers.KEYS];
  private final @Nullable String[] lastWriter = new String[Numbers.PARTITIONS];
  private final List<Fault> found = new ArrayList<>();
  private final Journal journal = new Journal();
  private long repeated;

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    String value = new String(record.value(), StandardCharsets.US_ASCII);
    Matcher matcher = VALUE.matcher(value);
    if (!matcher.matches()) {
      throw new AssertionError("a key must come with its count and sum, but it is " + value);
    }
    add(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Long.parseLong(matcher.group(3)),
        record.timestamp(),
        matcher.group(4));
  }

  void add(int key, long count, long sum, long millis, String writer) {
    journal.add(millis, writer, key, count);
    lastWriter[Numbers.partition(key)] = writer;
    long expected = Numbers.sumOf(key, key + count * Numbers.KEYS);
    if (sum != expected) {
      fault(key, count, "its first %d numbers have the sum %d, but it is %d", count, expected, sum);
    }
    if (count < counts[key]) {
      fault(key, count, "there were %d numbers, then %d", counts[key], count);
    }
    if (count == counts[key]) {
      repeated++;
    }
    counts[key] = count;
  }

  private void fault(int key, long count, String what, Object... values) {
    if (found.size() < MOST_FAULTS) {
      found.add(new Fault(where(key) + ": " + what.formatted(values), near(key, count)));
    }
  }

  private static String where(int key) {
    return "key %d (partition %d)".formatted(key, Numbers.partition(key));
  }

  @Override
  public long arrived() {
    return IntStream.range(0, Numbers.KEYS).mapToLong(key -> counts[key]).sum();
  }

  @Override
  public long complete() {
    return IntStream.range(0, Numbers.KEYS)
        .mapToLong(key -> key + counts[key] * Numbers.KEYS)
        .min()
        .orElseThrow();
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
    List<Fault> faults = new ArrayList<>(found);
    for (int key = 0; key < Numbers.KEYS && faults.size() < MOST_FAULTS; key++) {
      long expected = Numbers.countOf(key, numbers);
      if (counts[key] != expected) {
        faults.add(
            new Fault(
                "%s has %d numbers, but the last count is %d"
                    .formatted(where(key), expected, counts[key]),
                near(key, counts[key])));
      }
    }
    return faults;
  }

  private List<Written> near(int key, long count) {
    return journal.of(
        (k, c) -> k == key && Math.abs(c - count) <= NEIGHBOURS,
        (k, c) -> "key %d: %d numbers".formatted(k, c));
  }
}
