package io.sabot.benchmarks;

import java.util.Arrays;

/**
 * Two ways to the same answer, run in turn: A B B A A B …, so that whatever else the machine does
 * hits both. The claim is the ratio of each pair, never a single time.
 *
 * @param first seconds of the first way, per pair
 * @param second seconds of the second way, per pair
 */
@SuppressWarnings("ArrayRecordComponent")
record PairedRuns(double[] first, double[] second) {
  /** Warms both up, then times {@code pairs} pairs. */
  static PairedRuns of(int warmUps, int pairs, Runnable first, Runnable second) {
    for (int i = 0; i < warmUps; i++) {
      first.run();
      second.run();
    }
    PairedRuns runs = new PairedRuns(new double[pairs], new double[pairs]);
    for (int pair = 0; pair < pairs; pair++) {
      if (pair % 2 == 0) {
        runs.first[pair] = seconds(first);
        runs.second[pair] = seconds(second);
      } else {
        runs.second[pair] = seconds(second);
        runs.first[pair] = seconds(first);
      }
    }
    return runs;
  }

  /** Runs it for a while: what is compiled beside the work needs time, not rounds. */
  static void warm(int millis, Runnable run) {
    long end = System.nanoTime() + millis * 1_000_000L;
    do {
      run.run();
    } while (System.nanoTime() < end);
  }

  private static double seconds(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return (System.nanoTime() - start) / 1e9;
  }

  double medianFirst() {
    return median(first);
  }

  double medianSecond() {
    return median(second);
  }

  /** How many times faster the first way is: second / first, pair by pair, sorted. */
  double[] speedUps() {
    double[] ratios = new double[first.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = second[i] / first[i];
    }
    Arrays.sort(ratios);
    return ratios;
  }

  double medianSpeedUp() {
    return median(speedUps());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
