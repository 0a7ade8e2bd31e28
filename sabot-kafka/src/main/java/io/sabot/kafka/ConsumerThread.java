package io.sabot.kafka;

import io.sabot.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses the consumer. It polls without a break, so that the group keeps its
 * member, gathers records until there are enough or the first has waited long enough, and pauses
 * its partitions while as much waits as may.
 */
final class ConsumerThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** How long a poll without news takes: the thread is woken where something is asked of it. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

  /** What may wait, in batches. */
  private static final int BATCHES_AHEAD = 4;

  private static final long UNKNOWN = -1;

  private final TopicSettings settings;
  private final Handover handover;
  private final long batchRecords;
  private final long batchBytes;
  private final long lingerNanos;
  private final Supplier<Consumer<byte[], byte[]>> opening;
  private final Queue<Commit> commits = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable Consumer<byte[], byte[]> woken;
  private volatile boolean paused;
  private volatile long lag = UNKNOWN;

  // What follows belongs to the thread.
  private final Map<TopicPartition, Long> tenures = new HashMap<>();
  private final List<Chunk> formed = new ArrayList<>();
  private Ends ends = Ends.NONE;
  private long formedRecords;
  private long formedBytes;
  private long formedSince;
  private long lastTenure;

  private record Commit(Positions positions, CompletableFuture<Void> done) {}

  ConsumerThread(
      TopicSettings settings,
      Handover handover,
      Limits limits,
      Supplier<Consumer<byte[], byte[]>> opening) {
    this.settings = settings;
    this.handover = handover;
    this.batchRecords = limits.records();
    this.batchBytes = limits.bytes();
    this.lingerNanos = limits.linger().toNanos();
    this.opening = opening;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("sabot-kafka-" + settings.topic + "-" + NUMBERS.incrementAndGet())
            .inheritInheritableThreadLocals(false)
            .unstarted(this);
  }

  /**
   * When records leave for the other thread.
   *
   * @param records so many are enough
   * @param bytes so many are enough
   * @param linger how long the first of them waits for more
   */
  record Limits(long records, long bytes, Duration linger) {}

  void start() {
    thread.start();
  }

  /** Records behind the last one read, or -1 where that is not known. Any thread may ask. */
  long lag() {
    return lag;
  }

  /** The other thread has taken something: goes on where it was waited for. */
  void taken() {
    if (paused && !isFull(2)) {
      wake();
    }
  }

  /** Commits positions, of those partitions that are still read; completes when that is done. */
  CompletableFuture<Void> commit(Positions positions) {
    Commit commit = new Commit(positions, new CompletableFuture<>());
    commits.add(commit);
    wake();
    if (!thread.isAlive()) {
      refuseCommits();
    }
    return commit.done();
  }

  private void wake() {
    Consumer<byte[], byte[]> consumer = woken;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /** Ends the thread and waits for it. */
  void stop() {
    stopped = true;
    wake();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException ignored) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      Consumer<byte[], byte[]> consumer = opening.get();
      try {
        woken = consumer;
        if (!stopped) {
          read(consumer);
        }
      } finally {
        woken = null;
        close(consumer);
      }
    } catch (Throwable failure) {
      if (!stopped) {
        handover.end(
            Problems.of(
                settings.name(),
                settings.bootstrap,
                settings.timeout,
                failure,
                ErrorCode.SOURCE_FAILED));
      }
    } finally {
      stopped = true;
      refuseCommits();
    }
  }

  private void close(Consumer<byte[], byte[]> consumer) {
    Duration farewell =
        settings.timeout.compareTo(LONGEST_FAREWELL) < 0 ? settings.timeout : LONGEST_FAREWELL;
    Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(farewell));
    } catch (RuntimeException failure) {
      LOG.warn("{}: the consumer could not be closed in order", settings.name(), failure);
    }
  }

  private void refuseCommits() {
    for (Commit commit = commits.poll(); commit != null; commit = commits.poll()) {
      commit.done().completeExceptionally(new IllegalStateException("the consumer is closed"));
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    ends = new Assignment(settings, consumer).begin(new Tenures(consumer));
    if (!settings.sharesPartitions()) {
      consumer.assignment().forEach(this::begin);
    }
    while (!stopped) {
      commitAsked(consumer);
      pause(consumer);
      endIfReached(consumer);
      form(poll(consumer));
      giveIfDue();
      lag = lag(consumer);
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    if (stopped) {
      return ConsumerRecords.empty();
    }
    try {
      return consumer.poll(formed.isEmpty() ? IDLE : Duration.ofNanos(untilDue()));
    } catch (WakeupException asked) {
      return ConsumerRecords.empty();
    } catch (InterruptException interrupted) {
      stopped = true;
      return ConsumerRecords.empty();
    }
  }

  private long untilDue() {
    return Math.max(0, formedSince + lingerNanos - System.nanoTime());
  }

  private void form(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> list =
          ends.before(partition, records.records(partition));
      if (!list.isEmpty()) {
        if (formed.isEmpty()) {
          formedSince = System.nanoTime();
        }
        Chunk chunk = Chunk.of(partition, tenures.getOrDefault(partition, 0L), list);
        formed.add(chunk);
        formedRecords += list.size();
        formedBytes += chunk.bytes();
      }
    }
  }

  private void giveIfDue() {
    if (!formed.isEmpty()
        && (formedRecords >= batchRecords || formedBytes >= batchBytes || untilDue() == 0)) {
      give();
    }
  }

  private void give() {
    handover.give(formed);
    formed.clear();
    formedRecords = 0;
    formedBytes = 0;
  }

  private boolean isFull(int part) {
    return handover.records() * part >= BATCHES_AHEAD * batchRecords
        || handover.bytes() * part >= BATCHES_AHEAD * batchBytes;
  }

  /** Pauses or resumes; partitions that came meanwhile, too. */
  private void pause(Consumer<byte[], byte[]> consumer) {
    if (isFull(1)) {
      paused = true;
      consumer.pause(consumer.assignment());
    }
    if (paused && !isFull(2)) {
      paused = false;
      Set<TopicPartition> open = new HashSet<>(consumer.paused());
      open.removeAll(ends.reached());
      consumer.resume(open);
    }
  }

  private void endIfReached(Consumer<byte[], byte[]> consumer) {
    if (ends.areReached(consumer, settings.timeout)) {
      if (!formed.isEmpty()) {
        give();
      }
      handover.end(null);
    }
  }

  private long lag(Consumer<byte[], byte[]> consumer) {
    if (tenures.isEmpty()) {
      return UNKNOWN;
    }
    long sum = formedRecords + handover.records();
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong behind = consumer.currentLag(partition);
      if (behind.isEmpty()) {
        return UNKNOWN;
      }
      sum += behind.getAsLong();
    }
    return sum;
  }

  private void commitAsked(Consumer<byte[], byte[]> consumer) {
    for (Commit commit = commits.poll(); commit != null; commit = commits.poll()) {
      try {
        commit(consumer, commit.positions());
        commit.done().complete(null);
      } catch (RuntimeException failure) {
        commit.done().completeExceptionally(failure);
      }
    }
  }

  /** Positions of partitions that others read by now are theirs to commit. */
  private void commit(Consumer<byte[], byte[]> consumer, Positions positions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions
        .next()
        .forEach((partition, place) -> {
          if (Long.valueOf(place.tenure()).equals(tenures.get(partition))) {
            offsets.put(partition, new OffsetAndMetadata(place.offset()));
          }
        });
    if (!offsets.isEmpty()) {
      try {
        Uninterrupted.run(() -> consumer.commitSync(offsets, settings.timeout));
      } catch (CommitFailedException | RebalanceInProgressException moving) {
        // Whoever has the partitions next reads once more what was not noted.
        LOG.info("{}: positions were not noted, partitions move", settings.name(), moving);
      }
    }
  }

  private void begin(TopicPartition partition) {
    tenures.put(partition, ++lastTenure);
  }

  private void end(Collection<TopicPartition> partitions) {
    tenures.keySet().removeAll(partitions);
    formed.removeIf(chunk -> partitions.contains(chunk.partition()));
    formedRecords = formed.stream().mapToLong(chunk -> chunk.records().size()).sum();
    formedBytes = formed.stream().mapToLong(Chunk::bytes).sum();
    handover.drop(partitions);
  }

  /** Called within polls. */
  private final class Tenures implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Tenures(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(ConsumerThread.this::begin);
      new Assignment(settings, consumer).seek(partitions);
      if (paused) {
        consumer.pause(partitions);
      }
    }

    /** What was read of them and not given yet is read again, by whoever has them next. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      end(partitions);
    }
  }
}
