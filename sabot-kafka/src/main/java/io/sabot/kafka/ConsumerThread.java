package io.sabot.kafka;

import io.sabot.SabotException;
import io.sabot.operator.CommitRequests;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that uses the consumer. It polls without a break, so that the group keeps its
 * member, hands over what it has gathered, and answers what is asked of the consumer.
 */
final class ConsumerThread implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** How long a poll without news takes: the thread is woken where something is asked of it. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final TopicSettings settings;
  private final Handover handover;
  private final CommitRequests commits;
  private final Supplier<Consumer<byte[], byte[]>> opening;
  private final Requests requests = new Requests();
  private final Throttle throttle;
  private final Lag lag = new Lag();
  private final Silence silence = new Silence();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean over;
  private volatile @Nullable Consumer<byte[], byte[]> polling;
  private final Uninterrupted calls = new Uninterrupted(() -> stopped || over);

  // What follows belongs to the thread.
  private final Tenures tenures = new Tenures();
  private final Gathering gathering;
  private final OpenTransaction transaction;
  private @Nullable Rebalances rebalances;

  ConsumerThread(
      TopicSettings settings,
      Handover handover,
      Limits limits,
      CommitRequests commits,
      Supplier<Consumer<byte[], byte[]>> opening) {
    this.settings = settings;
    this.handover = handover;
    this.commits = commits;
    this.opening = opening;
    this.throttle = new Throttle(handover, limits.records(), limits.bytes());
    this.gathering = new Gathering(limits.records(), limits.bytes(), limits.linger());
    this.transaction = new OpenTransaction(settings);
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

  /** Records behind the last one read, where that is known. Any thread may ask. */
  OptionalLong lag() {
    return lag.records();
  }

  /** That the brokers are silent, where they have been for too long. Any thread may ask. */
  Optional<SabotException> obstacle() {
    Duration silent = silence.look();
    return !silent.isZero() && silent.compareTo(settings.longestSilence()) > 0
        ? Optional.of(Problems.silent(settings, silent))
        : Optional.empty();
  }

  /** The other thread has taken something: goes on where it was waited for. */
  void taken() {
    if (throttle.isToResume()) {
      wake();
    }
  }

  /** Has what was read before a mark committed; completes when it is, with what was noted. */
  CompletableFuture<Set<Integer>> commit(Positions positions, Map<Integer, String> notes) {
    return ask(new Commit(settings.name(), calls, positions, notes, settings.longestAttempt()));
  }

  /** What a transaction is to commit instead; the consumer stays as it is until it has ended. */
  CompletableFuture<TransactionOffsets> hold(Positions positions, Map<Integer, String> notes) {
    return ask(consumer -> transaction.begin(consumer, positions, notes));
  }

  /** The transaction has committed. */
  void release(TransactionOffsets offsets) {
    var _ =
        ask(consumer -> {
          transaction.commit(offsets);
          return true;
        });
  }

  /** Goes back to what is committed; what was handed over and not taken is gone. */
  CompletableFuture<Boolean> rewind() {
    return ask(consumer -> {
      transaction.abort();
      Objects.requireNonNull(rebalances).rewind();
      return true;
    });
  }

  private <T> CompletableFuture<T> ask(Requests.Work<T> work) {
    CompletableFuture<T> done = requests.ask(work, settings.longestCommit());
    wake();
    return done;
  }

  private void wake() {
    Consumer<byte[], byte[]> consumer = polling;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  /** Asks the thread to end, and refuses what waits for it. */
  void stop() {
    stopped = true;
    wake();
    requests.nudge();
  }

  /** Waits until the thread has ended. */
  void join() {
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
      run(opening.get());
    } catch (Throwable failure) {
      fail(failure);
    } finally {
      end();
    }
  }

  private void run(Consumer<byte[], byte[]> consumer) {
    try {
      polling = consumer;
      silence.begin(consumer);
      if (!stopped) {
        read(consumer);
      }
    } catch (Throwable failure) {
      fail(failure);
    } finally {
      polling = null;
      end();
      close(consumer);
    }
  }

  /** Whoever reads hears of it, and whoever waits for an answer. */
  private void fail(Throwable failure) {
    if (!stopped) {
      SabotException named = named(failure);
      handover.end(named);
      requests.end(named);
    }
  }

  /** Without a group the next run would not begin where something was committed. */
  private SabotException named(Throwable failure) {
    return commits.areAnswered() && settings.group != null
        ? Problems.ofJob(settings, failure)
        : Problems.ofSource(settings, failure);
  }

  /** Nothing is answered any more, and nobody waited for, while the consumer says goodbye. */
  private void end() {
    over = true;
    silence.end();
    requests.end(new IllegalStateException("the consumer is closed"));
  }

  private void close(Consumer<byte[], byte[]> consumer) {
    Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(settings.longestFarewell()));
    } catch (RuntimeException failure) {
      LOG.warn("{}: the consumer could not be closed in order", settings.name(), failure);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    Assignment assignment = new Assignment(settings, consumer, calls);
    Rebalances listener =
        new Rebalances(
            settings,
            consumer,
            calls,
            new Beginnings(settings, consumer, calls, assignment.known()),
            new Rebalances.Hands(tenures, gathering, handover, throttle, requests),
            commits);
    rebalances = listener;
    Ends ends = assignment.begin(listener);
    while (!stopped) {
      var _ = silence.look();
      requests.answer(consumer);
      if (transaction.isOpen()) {
        requests.await(IDLE);
        continue;
      }
      assignment.takeNew(listener);
      throttle.regulate(consumer, ends);
      if (ends.areReached(consumer, calls, settings.timeout)) {
        gathering.give(handover);
        handover.end(null);
      }
      gathering.add(poll(consumer), tenures, ends);
      gathering.giveIfDue(handover);
      lag.measure(consumer, tenures, gathering.records() + handover.records());
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer) {
    if (stopped) {
      return ConsumerRecords.empty();
    }
    try {
      Duration idle = requests.areOpen() ? Requests.AGAIN : IDLE;
      return consumer.poll(gathering.isEmpty() ? idle : Duration.ofNanos(gathering.untilDue()));
    } catch (WakeupException asked) {
      return ConsumerRecords.empty();
    } catch (InterruptException interrupted) {
      stopped = true;
      return ConsumerRecords.empty();
    }
  }
}
