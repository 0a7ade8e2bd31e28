package io.sabot.examples;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.when;

import io.sabot.stream.Stream;
import io.sabot.stream.Table;
import java.util.stream.LongStream;

/**
 * One pipeline function over both: what ends and what never does. Boundedness belongs to the
 * source; no operator asks for it.
 */
public final class Example03OnePipeline {
  private Example03OnePipeline() {}

  public static void main(String[] arguments) {
    System.out.println("bounded:   " + alarms(bounded(8)).count() + " alarms in 8 batches");
    Stream unbounded = alarms(Stream.fromBatches(Readings.SCHEMA, Readings::batch));
    System.out.println("unbounded: " + unbounded);
    unbounded.limit(3).print();
  }

  /** The pipeline: knows nothing of where its rows come from. */
  static Stream alarms(Stream readings) {
    return readings
        .withColumn("level", when(col("celsius").gt(34)).then("red").otherwise(lit("green")))
        .filter(col("level").eq("red"))
        .select("sensor", "celsius");
  }

  /** The first batches of the same readings, as an iterator that ends. */
  static Stream bounded(int batches) {
    return Stream.fromBatches(
        Readings.SCHEMA, LongStream.range(0, batches).mapToObj(Readings::batch).iterator());
  }

  /** The first rows of the unbounded pipeline; the caller closes the table. */
  static Table first(long rows) {
    return alarms(Stream.fromBatches(Readings.SCHEMA, Readings::batch)).limit(rows).collect();
  }
}
