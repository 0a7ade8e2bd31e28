package io.sabot.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process really takes, as its operating system counts it. */
class SpilledProcessTest {
  private static final int ROWS = 60 * 32 * 1024;
  private static final long SLACK = 64L << 20;

  private record Outcome(long peak, long grown) {}

  private static Outcome run(String operator, long budget)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms384m",
                "-Xmx384m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                SpilledProcess.class.getName(),
                operator,
                String.valueOf(ROWS),
                String.valueOf(budget)));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    String[] numbers = output.lines().reduce((first, last) -> last).orElseThrow().split(" ");
    return new Outcome(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort", "group-by", "join", "distinct"})
  void aTenthOfTheMemoryIsATenthOfTheProcess(String operator) throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/self/statm")));
    long budget = SpilledProcess.peak(operator, ROWS) / 10;
    Outcome spilled = run(operator, budget);
    assertTrue(spilled.peak() <= budget, spilled::toString);
    assertTrue(spilled.grown() <= budget + Math.max(SLACK, budget / 10), spilled::toString);
  }
}
