package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.memory.RootMemory;
import io.sabot.stream.Stream;
import io.sabot.stream.Table;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a run costs whatever its rows: filter, new column and collect over {@value #ROWS} rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FixedCostBenchmark {
  private static final int ROWS = 100;

  private VectorSchemaRoot rows;
  private Stream source;
  private Stream built;

  @Setup
  public void setUp() {
    BigIntVector row = new BigIntVector("row", RootMemory.root());
    Float8Vector price = new Float8Vector("price", RootMemory.root());
    for (int i = 0; i < ROWS; i++) {
      row.setSafe(i, i);
      price.setSafe(i, i / 2.0);
    }
    row.setValueCount(ROWS);
    price.setValueCount(ROWS);
    rows = new VectorSchemaRoot(List.of(row, price));
    source = Stream.fromBatches(List.of(rows));
    built = taxed(source);
  }

  private static Stream taxed(Stream stream) {
    return stream.filter(col("price").ge(25)).withColumn("tax", col("price").times(0.03));
  }

  @TearDown
  public void tearDown() {
    rows.close();
  }

  /** A stream that was built before. */
  @Benchmark
  public long again() {
    return kept(built);
  }

  /** The verbs too. */
  @Benchmark
  public long builtAnew() {
    return kept(taxed(source));
  }

  private static long kept(Stream stream) {
    try (Table table = stream.collect()) {
      long count = table.rowCount();
      if (count != ROWS / 2) {
        throw new AssertionError("half of the rows are kept, not " + count);
      }
      return count;
    }
  }
}
