package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.benchmarks.Consume.Answer;
import io.sabot.stream.Stream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One pipeline, filter and map, under its two views; the score is input rows per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Rows.ROWS)
public class ViewBenchmark {
  private Rows rows;
  private Stream stream;
  private Answer taxes;

  @Setup
  public void setUp() {
    rows = new Rows();
    taxes = new Answer(Rows.ROWS, "tax", Arrays.stream(rows.prices).sum() * 0.03);
    stream =
        Stream.fromBatches(rows.batches)
            .parallelism(1)
            .filter(col("row").ge(0))
            .withColumn("tax", col("price").times(0.03));
  }

  @TearDown
  public void tearDown() {
    rows.close();
  }

  @Benchmark
  public void iterator() {
    Consume.pulled(stream, taxes);
  }

  @Benchmark
  public void publisher() {
    Consume.published(stream, taxes);
  }
}
