package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs beside others: a small query beside a large join, and many streams at once. */
final class CrowdPeers {
  private static final int THREADS = 2;
  private static final int SMALL_ROWS = 10_000;
  private static final int QUERIES = 5_000;
  private static final int STREAMS = 64;

  private CrowdPeers() {}

  static void run(int rows) {
    small(rows);
    many(rows);
  }

  /** How queries follow each other. */
  private enum Pace {
    AT_ONCE("one after the other", 0),
    PAUSED("1 ms apart, as requests come", 1_000_000);

    private final String text;
    private final long pause;

    Pace(String text, long pause) {
      this.text = text;
      this.pause = pause;
    }
  }

  /** Seconds of queries, ascending. */
  private record Latencies(double[] seconds) {
    double at(double part) {
      return seconds[(int) (part * (seconds.length - 1))];
    }

    @Override
    public String toString() {
      return "median %.3f ms, p99 %.3f ms".formatted(at(0.5) * 1e3, at(0.99) * 1e3);
    }
  }

  private static void small(int rows) {
    DbTables tables = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(rows)));
    DbTables few = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(SMALL_ROWS)));
    try (PeerRows x = tables.left();
        PeerRows medium = tables.right(2);
        PeerRows little = few.grouped()) {
      Stream join =
          new JoinQuestions(Map.of("x", x.stream().parallelism(THREADS), "medium", medium.stream()))
              .of("j2")
              .sabot();
      Stream query = query(little);
      AtomicBoolean always = new AtomicBoolean(true);
      PairedRuns.warm(2_000, () -> drain(query, always));
      PairedRuns.warm(5_000, () -> drain(join, always));
      for (Pace pace : Pace.values()) {
        compare(query, join, pace, rows);
      }
    }
  }

  private static Stream query(PeerRows rows) {
    return rows.stream()
        .parallelism(THREADS)
        .filter(col("v1").gt(1))
        .groupBy("id4")
        .aggregate(sum("v3").as("v3"), count().as("n"));
  }

  /** Threads that only count show what the operating system makes of so many at work. */
  private static void compare(Stream query, Stream join, Pace pace, int rows) {
    Latencies alone = latencies(query, pace);
    Latencies joined = beside(1, goesOn -> drain(join, goesOn), () -> latencies(query, pace));
    Latencies counted = beside(THREADS, CrowdPeers::burn, () -> latencies(query, pace));
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %s: alone %s; beside a join of %,d %s; beside %d threads that count %s;"
            + " p99 beside the join over p99 alone %.1f%n",
        SMALL_ROWS,
        pace.text,
        alone,
        rows,
        joined,
        THREADS,
        counted,
        joined.at(0.99) / alone.at(0.99));
  }

  /** Measures while other threads do something again and again. */
  private static <T> T beside(int threads, Consumer<AtomicBoolean> other, Supplier<T> measured) {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    CountDownLatch started = new CountDownLatch(threads);
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      others.add(
          Thread.ofPlatform()
              .start(() -> {
                started.countDown();
                while (goesOn.get()) {
                  other.accept(goesOn);
                }
              }));
    }
    try {
      started.await();
      return measured.get();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } finally {
      goesOn.set(false);
      others.forEach(CrowdPeers::join);
    }
  }

  private static void burn(AtomicBoolean goesOn) {
    long counted = 0;
    while (goesOn.get()) {
      counted++;
    }
    if (counted < 0) {
      throw new IllegalStateException("counted beyond the end: " + counted);
    }
  }

  private static Latencies latencies(Stream query, Pace pace) {
    AtomicBoolean always = new AtomicBoolean(true);
    double[] seconds = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      LockSupport.parkNanos(pace.pause);
      long start = System.nanoTime();
      drain(query, always);
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return new Latencies(seconds);
  }

  private static void many(int rows) {
    DbTables tables = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(rows / 10)));
    try (PeerRows x = tables.grouped()) {
      Stream query = query(x);
      AtomicBoolean always = new AtomicBoolean(true);
      PairedRuns.warm(2_000, () -> drain(query, always));
      double[] one = new double[5];
      double[] all = new double[5];
      for (int i = 0; i < one.length; i++) {
        one[i] = rowsPerSecond(query, 1, STREAMS, rows / 10);
        all[i] = rowsPerSecond(query, STREAMS, 1, rows / 10);
      }
      Arrays.sort(one);
      Arrays.sort(all);
      System.out.printf(
          Locale.ROOT,
          "%d streams at once %.1f million rows/s, one after the other %.1f: ratio %.2f%n",
          STREAMS,
          all[2] / 1e6,
          one[2] / 1e6,
          all[2] / one[2]);
    }
  }

  private static double rowsPerSecond(Stream query, int streams, int times, int rows) {
    AtomicBoolean always = new AtomicBoolean(true);
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int time = 0; time < times; time++) {
                  drain(query, always);
                }
              }));
    }
    threads.forEach(CrowdPeers::join);
    return streams * (double) times * rows / ((System.nanoTime() - start) / 1e9);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Pulls a stream to its end, or until it shall not go on. */
  private static void drain(Stream stream, AtomicBoolean goesOn) {
    try (BatchIterator batches = stream.iterator()) {
      while (goesOn.get() && batches.hasNext()) {
        batches.next().close();
      }
    }
  }
}
