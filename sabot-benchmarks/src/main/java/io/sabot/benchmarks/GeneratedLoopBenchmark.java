package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.sum;

import io.sabot.Backend;
import io.sabot.RunOptions;
import io.sabot.stream.Stream;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
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
 * {@code sum(price * 0.03 + price) where price > 50 and key < 40000}: by the kernels, by a
 * generated loop, and by a loop written by hand, which runs no stream. The score is input rows per
 * second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Rows.ROWS)
public class GeneratedLoopBenchmark {
  private static final long LIMIT = 40_000;
  private static final double TOLERANCE = 1e-9;

  private Rows rows;
  private Stream query;
  private double wanted;

  @Setup
  public void setUp() {
    rows = new Rows();
    query =
        Stream.fromBatches(rows.batches)
            .parallelism(1)
            .filter(col("price").gt(50.0).and(col("key").lt(LIMIT)))
            .aggregate(sum(col("price").times(0.03).plus(col("price"))).as("total"));
    for (int row = 0; row < Rows.ROWS; row++) {
      if (rows.prices[row] > 50 && rows.keys[row] < LIMIT) {
        wanted += rows.prices[row] * 0.03 + rows.prices[row];
      }
    }
  }

  @TearDown
  public void tearDown() {
    rows.close();
  }

  @Benchmark
  public double kernels() {
    return stream(Backend.KERNELS);
  }

  @Benchmark
  public double generated() {
    return stream(Backend.GENERATED);
  }

  @Benchmark
  public double hand() {
    double total = 0;
    for (VectorSchemaRoot batch : rows.batches) {
      total += HandLoop.sum(values(batch, "price"), values(batch, "key"), LIMIT, Rows.BATCH_ROWS);
    }
    return checked(total);
  }

  private double stream(Backend backend) {
    RunOptions options = RunOptions.DEFAULTS.withBackend(backend);
    return checked(query.with(options).toList().getFirst().getDouble("total"));
  }

  private double checked(double total) {
    if (Math.abs(total - wanted) > TOLERANCE * wanted) {
      throw new AssertionError("expected " + wanted + " but was " + total);
    }
    return total;
  }

  private static MemorySegment values(VectorSchemaRoot batch, String column) {
    ArrowBuf buffer = batch.getVector(column).getDataBuffer();
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(buffer.capacity());
  }
}
