package io.sabot.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a process has in memory, as the operating system counts it, while an operator keeps several
 * times its budget: its heap, what the JVM takes for itself, and hardly more than the budget.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ResidentMemoryTest {
  private static final int ROWS = 3_000_000;
  private static final long BUDGET = 32L << 20;

  /** Batches on their way, and pages that are free and not given back yet. */
  private static final long BESIDE = Math.max(BUDGET / 10, 64L << 20);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sort", "group-by", "distinct", "join"})
  void staysWithinItsBudget(String operator) throws Exception {
    String[] found = run(operator).split(" ");
    long before = Long.parseLong(found[0]);
    long most = Long.parseLong(found[1]);
    assertThat(Long.parseLong(found[2])).isGreaterThan(ROWS / 2);
    assertThat(most - before).as("bytes more than before").isLessThan(BUDGET + BESIDE);
    assertThat(folder.resolve("spilled")).isEmptyDirectory();
  }

  /** A heap whose pages are all there from the start is no part of what grows. */
  private String run(String operator) throws Exception {
    Path errors = folder.resolve("errors");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                ResidentMemoryMain.class.getName(),
                operator,
                String.valueOf(ROWS),
                String.valueOf(BUDGET),
                Files.createDirectory(folder.resolve("spilled")).toString()));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> read(errors)).isZero();
      return output.strip();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      return failure.toString();
    }
  }
}
