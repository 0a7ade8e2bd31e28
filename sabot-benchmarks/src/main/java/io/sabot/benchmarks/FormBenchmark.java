package io.sabot.benchmarks;

import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.stream.Stream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Each family of kernels in its four forms: scalar and vector kernels, a generated loop, Gandiva.
 * What a form does not take, the kernels compute (docs/functions.md). The score is input rows per
 * second, through a stream.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(FormBenchmark.ROWS)
@Fork(1)
public class FormBenchmark {
  static final int ROWS = 1 << 18;
  private static final double TOLERANCE = 1e-9;

  /** Which family. */
  @Param public FormQuestion question;

  private PeerRows rows;
  private Stream stream;
  private double wanted;

  @Setup
  public void setUp() {
    rows = question.rows(ROWS);
    stream = question.over(rows);
    wanted = answer(Backend.KERNELS);
  }

  @TearDown
  public void tearDown() {
    rows.close();
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dsabot.kernels=scalar")
  public double scalar() {
    return checked(Backend.KERNELS);
  }

  @Benchmark
  @Fork(jvmArgsAppend = "-Dsabot.kernels=vector")
  public double vector() {
    return checked(Backend.KERNELS);
  }

  @Benchmark
  public double generated() {
    return checked(Backend.GENERATED);
  }

  @Benchmark
  public double gandiva() {
    return checked(Backend.GANDIVA);
  }

  private double answer(Backend backend) {
    RunOptions options = RunOptions.DEFAULTS.withBackend(backend);
    return ((Number) stream.with(options).toList().getFirst().get("answer")).doubleValue();
  }

  private double checked(Backend backend) {
    double answer = answer(backend);
    if (Math.abs(answer - wanted) > TOLERANCE * Math.abs(wanted)) {
      throw new AssertionError(question + ": expected " + wanted + " but was " + answer);
    }
    return answer;
  }
}
