package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.udf;

import io.sabot.benchmarks.Consume.Answer;
import io.sabot.expression.UserFunction;
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

/**
 * User functions beside the built-in functions that do the same, pulled on one thread; the score is
 * input rows per second. See {@link Rows} for rows, batches and columns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Rows.ROWS)
public class UserFunctionBenchmark {
  private static final UserFunction TAX = udf((double price) -> price * 0.03);
  private static final UserFunction DEAR = udf((double price) -> price > 50);

  private Rows rows;
  private Stream input;
  private Answer taxes;
  private Answer over50;

  /** Makes rows and answers. */
  @Setup
  public void setUp() {
    rows = new Rows();
    input = Stream.fromBatches(rows.batches).parallelism(1);
    double[] kept = Arrays.stream(rows.prices).filter(price -> price > 50).toArray();
    taxes = new Answer(Rows.ROWS, "tax", Arrays.stream(rows.prices).sum() * 0.03);
    over50 = new Answer(kept.length, "price", Arrays.stream(kept).sum());
  }

  /** Frees the rows. */
  @TearDown
  public void tearDown() {
    rows.close();
  }

  /** {@code price * 0.03}, built in. */
  @Benchmark
  public void mapBuiltIn() {
    Consume.pulled(input.withColumn("tax", col("price").times(0.03)), taxes);
  }

  /** The same as a lambda, which is translated. */
  @Benchmark
  public void mapTranslated() {
    Consume.pulled(input.withColumn("tax", TAX.of("price")), taxes);
  }

  /** The same in a loop generated for the lambda. */
  @Benchmark
  public void mapGenerated() {
    Consume.pulled(input.withColumn("tax", TAX.notDeterministic().of("price")), taxes);
  }

  /** {@code price > 50}, built in. */
  @Benchmark
  public void filterBuiltIn() {
    Consume.pulled(input.filter(col("price").gt(50.0)), over50);
  }

  /** The same as a lambda, which is translated. */
  @Benchmark
  public void filterTranslated() {
    Consume.pulled(input.filter(DEAR.of("price")), over50);
  }

  /** The same in a loop generated for the lambda. */
  @Benchmark
  public void filterGenerated() {
    Consume.pulled(input.filter(DEAR.notDeterministic().of("price")), over50);
  }
}
