package io.sabot.stream.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the arrow-dataset reader says in processes that lack its flag or its library. */
final class DatasetEnvironmentTest {
  private static final String OPEN = "--add-opens=java.base/java.nio=ALL-UNNAMED";
  private static final Path FILE =
      Path.of("../sabot-examples/src/main/resources/data/flights-20k.parquet");

  private static String run(List<String> flags, String classPath) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, DatasetMain.class.getName(), FILE.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + command);
    }
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  @Test
  void withItsFlagItReads() throws Exception {
    assertThat(run(List.of(OPEN), classPath())).contains("20000 rows");
  }

  @Test
  void aMissingFlagIsOneSentence() throws Exception {
    assertThat(run(List.of(), classPath()))
        .contains(
            "ENVIRONMENT parquet "
                + FILE
                + ": the arrow-dataset reader needs java.nio opened to Arrow, but this process was"
                + " started without it; start java with "
                + OPEN
                + ", or read with Reader.HARDWOOD");
  }

  @Test
  void aMissingLibraryIsOneSentence() throws Exception {
    String without =
        Arrays.stream(classPath().split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().startsWith("arrow-dataset"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(run(List.of(OPEN), without))
        .contains(
            "ENVIRONMENT parquet "
                + FILE
                + ": the arrow-dataset reader needs its library, but arrow-dataset is not on the"
                + " class path; add the dependency org.apache.arrow:arrow-dataset, or read with"
                + " Reader.HARDWOOD");
  }
}
