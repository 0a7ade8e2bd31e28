package io.sabot.benchmarks;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;

import io.sabot.benchmarks.Consume.Answer;
import io.sabot.stream.Stream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Each operator through the stream, pulled on one thread; the score is input rows per second. See
 * {@link Rows} for rows, batches and columns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(Rows.ROWS)
public class OperatorBenchmark {
  private Rows rows;
  private VectorSchemaRoot buildSide;
  private Stream input;
  private Stream filter;
  private Stream map;
  private Stream select;
  private Stream flatMap;
  private Stream union;
  private Stream join;
  private Stream groupBy;
  private Answer over50;
  private Answer taxes;
  private Answer prices;
  private Answer allRows;
  private Answer twice;
  private Answer weights;
  private Answer perKey;

  @Setup
  public void setUp() {
    rows = new Rows();
    buildSide = Rows.onePerKey();
    input = Stream.fromBatches(rows.batches).parallelism(1);
    answers();
    filter = input.filter(col("price").gt(50.0));
    map = input.withColumn("tax", col("price").times(0.03));
    select = input.select("price", "key");
    flatMap = input.flatMap(Rows.SCHEMA, batch -> List.of(batch).iterator());
    union = input.union(input);
    join = input.join(Stream.fromBatches(List.of(buildSide)), on("key", "id"));
    groupBy = input.groupBy("key").aggregate(count().as("n"), sum("price").as("total"));
  }

  private void answers() {
    double total = Arrays.stream(rows.prices).sum();
    double[] kept = Arrays.stream(rows.prices).filter(price -> price > 50).toArray();
    double rowNumbers = Rows.ROWS * (Rows.ROWS - 1.0) / 2;
    over50 = new Answer(kept.length, "price", Arrays.stream(kept).sum());
    taxes = new Answer(Rows.ROWS, "tax", total * 0.03);
    prices = new Answer(Rows.ROWS, "price", total);
    allRows = new Answer(Rows.ROWS, "row", rowNumbers);
    twice = new Answer(2L * Rows.ROWS, "row", 2 * rowNumbers);
    weights = new Answer(Rows.ROWS, "weight", 7.0 * Arrays.stream(rows.keys).sum());
    perKey = new Answer(Arrays.stream(rows.keys).distinct().count(), "total", total);
  }

  @TearDown
  public void tearDown() {
    rows.close();
    buildSide.close();
  }

  @Benchmark
  public void filter() {
    Consume.pulled(filter, over50);
  }

  @Benchmark
  public void map() {
    Consume.pulled(map, taxes);
  }

  @Benchmark
  public void select() {
    Consume.pulled(select, prices);
  }

  @Benchmark
  public void flatMap() {
    Consume.pulled(flatMap, allRows);
  }

  /** Both inputs together count as one invocation: the score is rows of one of them. */
  @Benchmark
  public void union() {
    Consume.pulled(union, twice);
  }

  @Benchmark
  public void join() {
    Consume.pulled(join, weights);
  }

  @Benchmark
  public void groupBy() {
    Consume.pulled(groupBy, perKey);
  }
}
