package io.sabot.kafka;

import static io.sabot.Expressions.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.stream.Delivery;
import io.sabot.stream.Job;
import io.sabot.stream.Stream;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.Tables;
import io.sabot.testkit.TestAllocator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job without rows to read costs nothing to speak of. What is measured is the time that its
 * threads, and those of the Kafka clients it holds, have run on a processor: whatever else the
 * machine does is not in it.
 */
@Timeout(120)
class IdleJobTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long WINDOW_NANOS = 5_000_000_000L;
  private static final double MOST_OF_A_CORE = 0.01;
  private static final int RECORDS = 100;

  /** Threads of jobs and of Kafka clients, but not of brokers. */
  private static final Pattern OF_JOBS =
      Pattern.compile("sabot-.*|idle-job-.*|kafka-coordinator-.*|kafka-producer-network-thread.*");

  private final Broker broker = Broker.shared();
  private final TestAllocator allocator = new TestAllocator();

  /** A job that waits for rows, and all threads that it has. */
  private record Idle(String name, Job job, ExecutorService executor, List<Thread> threads) {
    long cpuNanos() {
      return threads.stream().mapToLong(Idle::cpuNanos).sum();
    }

    private static long cpuNanos(Thread thread) {
      long nanos = THREADS.getThreadCpuTime(thread.threadId());
      assertThat(nanos).describedAs("%s must live", thread).isNotNegative();
      return nanos;
    }
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = new TreeSet<>((a, b) -> Long.compare(a.threadId(), b.threadId()));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (OF_JOBS.matcher(thread.getName()).matches()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private Stream readings(String from, ExecutorService executor) {
    return Stream.from(
            Kafka.topic(broker.bootstrap(), from)
                .withValues(Kafka.json(Tables.schema("n:long")))
                .withGroup(from + "-group")
                .partitionedBy("n"))
        .with(RunOptions.DEFAULTS.withAllocator(allocator).withExecutor(executor));
  }

  private static Stream counts(Stream readings) {
    return readings.groupBy("n").aggregate(count().as("times")).emitChanges(Duration.ofMillis(10));
  }

  private Idle started(
      String name, int records, UnaryOperator<Stream> verbs, KafkaSink sink, Path states) {
    Set<Thread> before = threads();
    String from = broker.topic(2);
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("idle-job-" + name).factory());
    Delivery delivery = verbs.apply(readings(from, executor)).to(sink);
    boolean keeps = !delivery.states().isEmpty();
    Job job = (keeps ? delivery.withState(states.resolve(name)) : delivery).start();
    broker.sendNumbers(from, 2, 0, records);
    await(() -> job.lag().orElse(1) == 0 && job.metrics().rowsRead() == records);
    await(() -> records == 0 || broker.committedRecords(from + "-group") >= records);
    List<Thread> own = new ArrayList<>(threads());
    own.removeAll(before);
    return new Idle(name, job, executor, own);
  }

  @Test
  void aJobThatWaitsUsesLessThanAHundredthOfACore(@TempDir Path states) {
    KafkaSink sink = Kafka.sink(broker.bootstrap(), broker.topic(1)).withKey("n");
    KafkaSink once = sink.exactlyOnce();
    UnaryOperator<Stream> plain = readings -> readings;
    try (LeakCheck leaks = LeakCheck.begin();
        allocator) {
      List<Idle> jobs = new ArrayList<>();
      try {
        jobs.add(started("never-any", 0, plain, sink, states));
        jobs.add(started("rows", RECORDS, plain, sink, states));
        jobs.add(started("aggregates", RECORDS, IdleJobTest::counts, sink, states));
        jobs.add(started("rows-once", RECORDS, plain, once, states));
        jobs.add(started("aggregates-once", RECORDS, IdleJobTest::counts, once, states));
        measure(jobs);
      } finally {
        jobs.forEach(idle -> idle.job().stop());
        jobs.forEach(idle -> idle.executor().close());
      }
    }
  }

  private static void measure(List<Idle> jobs) {
    long[] before = jobs.stream().mapToLong(Idle::cpuNanos).toArray();
    long begun = System.nanoTime();
    await(() -> System.nanoTime() - begun >= WINDOW_NANOS);
    double window = System.nanoTime() - begun;
    for (int i = 0; i < jobs.size(); i++) {
      Idle idle = jobs.get(i);
      double share = (idle.cpuNanos() - before[i]) / window;
      assertThat(share)
          .describedAs("%s: %s", idle.name(), idle.threads())
          .isLessThan(MOST_OF_A_CORE);
    }
  }
}
