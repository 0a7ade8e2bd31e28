package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.sum;

import io.sabot.stream.Row;
import io.sabot.stream.Stream;
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
 * The same question, the sum of prices above 50, asked of batches, of records of a class and of
 * generic rows; the score is input rows per second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Rows.ROWS)
public class RecordBenchmark {
  private Rows rows;
  private Stream input;
  private Stream sum;
  private double expected;

  /** A row with the columns of the question, by name. */
  public record Priced(long key, double price) {}

  @Setup
  public void setUp() {
    rows = new Rows();
    input = Stream.fromBatches(rows.batches).parallelism(1);
    sum = input.filter(col("price").gt(50.0)).aggregate(sum("price").as("total"));
    expected = 0;
    for (double price : rows.prices) {
      expected += price > 50 ? price : 0;
    }
  }

  @TearDown
  public void tearDown() {
    rows.close();
  }

  @Benchmark
  public double batches() {
    return check(sum.toList().getFirst().getDouble("total"));
  }

  @Benchmark
  public double records() {
    try (var records = input.records(Priced.class)) {
      return check(records.filter(row -> row.price() > 50).mapToDouble(Priced::price).sum());
    }
  }

  @Benchmark
  public double rows() {
    try (var records = input.records()) {
      return check(
          records
              .filter(row -> row.getDouble("price") > 50)
              .mapToDouble((Row row) -> row.getDouble("price"))
              .sum());
    }
  }

  private double check(double total) {
    if (Math.abs(total - expected) > 1e-9 * expected) {
      throw new AssertionError("expected " + expected + ", but got " + total);
    }
    return total;
  }
}
