package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.benchmarks.DbBenchmarkOptions.Order;
import io.sabot.benchmarks.DbBenchmarkOptions.Where;
import io.sabot.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Both sides agree on small tables, and the last line is the one that scripts read. */
class DbBenchmarkTest {
  private static final String LAST = "geomean vs duckdb: groupby \\d+\\.\\d\\d, join \\d+\\.\\d\\d";

  @Test
  void answersAreEqualAndTheLastLineIsTheGeomean() {
    assertThat(lines(70_000, "--here").getLast()).matches(LAST);
  }

  @Test
  void answersAreEqualWithNullsAndInOrder() {
    assertThat(lines(20_000, "--here", "--nulls", "5", "--sorted").getLast()).matches(LAST);
  }

  @Test
  void skewedKeysAreHeldAgainstEvenOnes() {
    for (String skew : List.of("one", "zipf")) {
      List<String> lines = lines(20_000, "--skew", skew, "--questions", "q1,q5,j2,j5");
      assertThat(lines).anyMatch(line -> line.matches("j5 big inner on int +\\d+\\.\\d\\d"));
      assertThat(lines.getLast()).matches(LAST);
    }
  }

  @Test
  void memoryAndTheRatioWithoutFlagsComeFromOtherProcesses() {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")));
    List<String> lines = lines(20_000, "--questions", "q3");
    assertThat(lines)
        .anyMatch(line -> line.matches("q3 .* \\d+ +\\d+ +\\d+ +\\d+\\.\\d\\d \\| +\\d+\\.\\d\\d"))
        .anyMatch(line -> line.contains("less those before, data loaded"))
        .anyMatch(line -> line.matches("without flags: .* groupby \\d+\\.\\d\\d"));
  }

  @Test
  void questionsMayBeAskedApart() {
    Assumptions.assumeTrue(Files.isWritable(Path.of("/proc/self/clear_refs")));
    assertThat(lines(20_000, "--apart", "--questions", "j1"))
        .anyMatch(line -> line.matches("j1 .* \\| +\\d+\\.\\d\\d \\| +\\d+ +\\d+ +\\d+"));
  }

  private static List<String> lines(int rows, String... more) {
    List<String> lines = new ArrayList<>();
    Seed.next()
        .run(random -> {
          List<String> arguments =
              new ArrayList<>(List.of("--pairs", "1", "--warm-millis", "1", "--threads", "2"));
          arguments.addAll(List.of("--rows", String.valueOf(rows)));
          arguments.addAll(List.of("--seed", String.valueOf(random.nextLong())));
          arguments.addAll(List.of(more));
          lines.addAll(printed(DbBenchmarkOptions.parse(arguments.toArray(String[]::new))));
        });
    return lines;
  }

  private static List<String> printed(DbBenchmarkOptions options) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      DbBenchmark.run(options);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void argumentsAreNamed() {
    DbBenchmarkOptions options =
        DbBenchmarkOptions.parse(
            "--rows",
            "1e6",
            "--k",
            "10",
            "--sorted",
            "--questions",
            "q1,j5",
            "--skew",
            "zipf",
            "--apart");
    assertThat(options)
        .isEqualTo(
            new DbBenchmarkOptions(
                1_000_000,
                10,
                2,
                0,
                Order.SORTED,
                Skew.ZIPF,
                Where.APART,
                List.of("q1", "j5"),
                7,
                1_500,
                108));
    assertThat(DbBenchmarkOptions.parse(options.arguments(List.of("q2")).toArray(String[]::new)))
        .isEqualTo(
            new DbBenchmarkOptions(
                1_000_000,
                10,
                2,
                0,
                Order.SORTED,
                Skew.ZIPF,
                Where.HERE_AND_APART,
                List.of("q2"),
                7,
                1_500,
                108));
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--rows"))
        .hasMessageContaining("arguments must be --rows N")
        .hasMessageContaining("--rows without a value");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--speed", "3"))
        .hasMessageContaining("--speed");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--k", "0"))
        .hasMessageContaining("--k is at least 1, but it is 0");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--skew", "much"))
        .hasMessageContaining("even|one|zipf")
        .hasMessageContaining("--skew much");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--questions", "q1,x"))
        .hasMessageContaining("q1 to q10 and j1 to j5, but one is x");
  }

  @Test
  void oneSectionMayBeAsked() {
    assertThat(lines(1_000, "--here", "--questions", "q1,q9").getLast())
        .matches("geomean vs duckdb: groupby \\d+\\.\\d\\d");
  }
}
