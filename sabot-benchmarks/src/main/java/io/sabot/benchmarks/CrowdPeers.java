package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.sum;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Runs beside others: a small query beside a large join, and many streams at once. */
final class CrowdPeers {
  private static final int THREADS = 2;
  private static final int SMALL_ROWS = 10_000;
  private static final int QUERIES = 10_000;
  private static final int STREAMS = 64;

  private CrowdPeers() {}

  static void run(int rows) {
    small(rows);
    many(rows);
  }

  private static void small(int rows) {
    DbTables tables = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(rows)));
    DbTables few = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(SMALL_ROWS)));
    try (PeerRows x = tables.left();
        PeerRows big = tables.right(3);
        PeerRows little = few.grouped()) {
      Stream join =
          new JoinQuestions(Map.of("x", x.stream().parallelism(THREADS), "big", big.stream()))
              .of("j5")
              .sabot();
      Stream query =
          little.stream()
              .parallelism(THREADS)
              .filter(col("v1").gt(1))
              .groupBy("id4")
              .aggregate(sum("v3").as("v3"), count().as("n"));
      PairedRuns.warm(2_000, () -> drain(query));
      PairedRuns.warm(5_000, () -> drain(join));
      double[] alone = latencies(query);
      double[] beside = beside(join, () -> latencies(query));
      System.out.printf(
          "%,d rows beside a join of %,d: median %.3f ms, p99 %.3f ms; alone %.3f and %.3f; p99"
              + " beside / median alone %.1f%n",
          SMALL_ROWS,
          rows,
          at(beside, 0.5) * 1e3,
          at(beside, 0.99) * 1e3,
          at(alone, 0.5) * 1e3,
          at(alone, 0.99) * 1e3,
          at(beside, 0.99) / at(alone, 0.5));
    }
  }

  private interface Measured {
    double[] run();
  }

  /** Measures while another thread runs a stream again and again. */
  private static double[] beside(Stream other, Measured measured) {
    AtomicBoolean goesOn = new AtomicBoolean(true);
    CountDownLatch started = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              while (goesOn.get()) {
                try (BatchIterator batches = other.iterator()) {
                  while (goesOn.get() && batches.hasNext()) {
                    batches.next().close();
                    started.countDown();
                  }
                }
              }
            });
    try {
      started.await();
      return measured.run();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    } finally {
      goesOn.set(false);
      join(thread);
    }
  }

  private static double[] latencies(Stream query) {
    double[] seconds = new double[QUERIES];
    for (int i = 0; i < QUERIES; i++) {
      long start = System.nanoTime();
      drain(query);
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds;
  }

  private static double at(double[] sorted, double part) {
    return sorted[(int) (part * (sorted.length - 1))];
  }

  private static void many(int rows) {
    DbTables tables = new DbTables(DbBenchmarkOptions.parse("--rows", String.valueOf(rows / 10)));
    try (PeerRows x = tables.grouped()) {
      Stream query =
          x.stream()
              .parallelism(THREADS)
              .filter(col("v1").gt(1))
              .groupBy("id4")
              .aggregate(sum("v3").as("v3"), count().as("n"));
      PairedRuns.warm(2_000, () -> drain(query));
      double[] one = new double[5];
      double[] all = new double[5];
      for (int i = 0; i < one.length; i++) {
        one[i] = rowsPerSecond(query, 1, STREAMS, rows / 10);
        all[i] = rowsPerSecond(query, STREAMS, 1, rows / 10);
      }
      Arrays.sort(one);
      Arrays.sort(all);
      System.out.printf(
          "%d streams at once %.1f million rows/s, one after the other %.1f: ratio %.2f%n",
          STREAMS, all[2] / 1e6, one[2] / 1e6, all[2] / one[2]);
    }
  }

  private static double rowsPerSecond(Stream query, int streams, int times, int rows) {
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < streams; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int time = 0; time < times; time++) {
                  drain(query);
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

  private static void drain(Stream stream) {
    try (BatchIterator batches = stream.iterator()) {
      batches.forEachRemaining(VectorSchemaRoot::close);
    }
  }
}
