package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both sides agree on small tables, and the last line is the one that scripts read. */
class DbBenchmarkTest {
  private static final String LAST = "geomean vs duckdb: groupby \\d+\\.\\d\\d, join \\d+\\.\\d\\d";

  @Test
  void answersAreEqualAndTheLastLineIsTheGeomean() {
    Seed.next().run(random -> assertThat(last(options(random, 0, false))).matches(LAST));
  }

  @Test
  void answersAreEqualWithNullsAndInOrder() {
    Seed.next().run(random -> assertThat(last(options(random, 5, true))).matches(LAST));
  }

  private static DbBenchmarkOptions options(SplittableRandom random, int nulls, boolean sorted) {
    return new DbBenchmarkOptions(70_000, 2, nulls, sorted, List.of(), 1, 1, random.nextLong());
  }

  @Test
  void argumentsAreNamed() {
    assertThat(DbBenchmarkOptions.parse("--rows", "1e6", "--sorted", "--questions", "q1,j5"))
        .isEqualTo(
            new DbBenchmarkOptions(1_000_000, 2, 0, true, List.of("q1", "j5"), 7, 1_500, 108));
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--rows"))
        .hasMessageContaining("arguments must be --rows N");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--speed", "3"))
        .hasMessageContaining("--speed");
  }

  @Test
  void oneSectionMayBeAsked() {
    DbBenchmarkOptions one =
        new DbBenchmarkOptions(1_000, 1, 0, false, List.of("q1", "q9"), 1, 1, 7);
    assertThat(last(one)).matches("geomean vs duckdb: groupby \\d+\\.\\d\\d");
    assertThatThrownBy(() -> DbBenchmarkOptions.parse("--questions", "q1,x"))
        .hasMessageContaining("q1 to q10 and j1 to j5, but one is x");
  }

  private static String last(DbBenchmarkOptions options) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      DbBenchmark.run(options);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList().getLast();
  }
}
