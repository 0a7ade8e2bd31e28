package io.sabot.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What SIMD costs a process that ends before it pays: fresh processes that answer one small
 * question as they come, and kept to scalar kernels, in pairs.
 */
final class ColdPeers {
  private static final int PAIRS = 10;
  private static final String SCALAR = "-Dsabot.kernels=scalar";

  private ColdPeers() {}

  /** Seconds of one process. */
  private record Times(double process, double question) {}

  static void run() throws IOException, InterruptedException {
    System.out.printf(
        "%s, %d fresh processes each, in pairs, JDK %s%n",
        ColdStart.QUESTION, PAIRS, Runtime.version());
    List<Times> chosen = new ArrayList<>();
    List<Times> scalar = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      if (pair % 2 == 0) {
        chosen.add(start());
        scalar.add(start(SCALAR));
      } else {
        scalar.add(start(SCALAR));
        chosen.add(start());
      }
    }
    print(
        "process",
        chosen.stream().mapToDouble(Times::process).toArray(),
        scalar.stream().mapToDouble(Times::process).toArray());
    print(
        "from main to the answer",
        chosen.stream().mapToDouble(Times::question).toArray(),
        scalar.stream().mapToDouble(Times::question).toArray());
  }

  private static void print(String what, double[] chosen, double[] scalar) {
    double one = median(chosen);
    double other = median(scalar);
    System.out.printf(
        Locale.ROOT,
        "%-24s as it comes %.3f s, scalar %.3f s, ratio %.2f%n",
        what + ":",
        one,
        other,
        one / other);
  }

  private static double median(double[] seconds) {
    Arrays.sort(seconds);
    int middle = seconds.length / 2;
    return (seconds[middle - 1] + seconds[middle]) / 2;
  }

  private static Times start(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ColdStart.class.getName()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a process failed: " + command);
    }
    return new Times((System.nanoTime() - start) / 1e9, Double.parseDouble(printed.strip()));
  }
}
