package io.sabot.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.operators.internal.gandiva.GandivaLibrary;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Gandiva does to processes: that end while it runs, that lack it, that cannot load it. */
final class GandivaEnvironmentTest {
  private record Ended(int exitCode, String output) {}

  private static Ended run(List<String> flags, String classPath, String what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, GandivaMain.class.getName(), what));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    return new Ended(process.exitValue(), output);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static String withoutGandiva() {
    return Arrays.stream(classPath().split(File.pathSeparator))
        .filter(entry -> !new File(entry).getName().startsWith("arrow-gandiva"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void exitInTheMiddleOfAnOpenStream() throws Exception {
    if (GandivaLibrary.absence() == null) {
      Ended ended = run(List.of(), classPath(), "exit");
      assertThat(ended.output()).contains("first batch of [1.5]", "Filter a > 1 [gandiva]");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }

  @Test
  void returnWithAnOpenStream() throws Exception {
    if (GandivaLibrary.absence() == null) {
      Ended ended = run(List.of(), classPath(), "return");
      assertThat(ended.output()).contains("first batch of [1.5]");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }

  @Test
  void exitWhileAnotherThreadComputes() throws Exception {
    if (GandivaLibrary.absence() == null) {
      Ended ended = run(List.of(), classPath(), "busy");
      assertThat(ended.output()).contains("first batch of [1.5]");
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }

  @Test
  void absentItChangesOneLineAndIsRefusedByName() throws Exception {
    Ended ended = run(List.of(), withoutGandiva(), "absent");
    assertThat(ended.output())
        .contains("sum of rows 1.5")
        .contains(
            "ENVIRONMENT with: a back end asked for by name must be there, but Gandiva is absent;"
                + " add org.apache.arrow.gandiva:arrow-gandiva:15.0.0, or leave the choice to"
                + " Backend.AUTOMATIC");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void aLibraryThatDoesNotLoadIsAbsentToo() throws Exception {
    Ended ended = run(List.of("-Djava.io.tmpdir=/nowhere"), classPath(), "absent");
    assertThat(ended.output())
        .contains("sum of rows 1.5")
        .contains("Gandiva is absent; its library does not load here: ")
        .contains(", or leave the choice to Backend.AUTOMATIC");
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }
}
