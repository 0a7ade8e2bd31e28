package io.sabot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark once: it runs, consumes its output and its answer is the expected one. */
class BenchmarkSmokeTest {
  private static final int BENCHMARKS = 59 + 4 * FormQuestion.values().length;

  @Test
  void everyBenchmarkGivesItsAnswer() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .include("io.sabot.benchmarks.*")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(org.openjdk.jmh.runner.options.TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(once).run();
    assertThat(results).hasSize(BENCHMARKS);
  }
}
