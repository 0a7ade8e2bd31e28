package io.sabot.examples;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.mean;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;
import static io.sabot.Expressions.when;

import io.sabot.stream.Stream;
import io.sabot.stream.Table;
import java.nio.file.Path;

/**
 * The main job: Parquet flights, filtered, with derived columns, joined with the airports, grouped,
 * sorted; the first ten rows, and how fast that was. Takes a flights file and an airports file, or
 * runs on the sample.
 */
public final class Example07MainJob {
  private static final int ROUNDS = 5;

  private Example07MainJob() {}

  public static void main(String[] arguments) {
    Path flights = arguments.length > 0 ? Path.of(arguments[0]) : SampleData.flights();
    Path airports = arguments.length > 1 ? Path.of(arguments[1]) : SampleData.airports();
    Stream worst = costliestDelays(flights, airports);
    System.out.println(worst.explain());
    worst.print();
    System.out.println();
    time(worst, Stream.fromParquet(flights).count());
  }

  /** Where being late cost most: by state of origin and length of the flight. */
  static Stream costliestDelays(Path flights, Path airports) {
    Stream places = Stream.fromCsv(airports).select("iata", "state");
    return Stream.fromParquet(flights)
        .filter(col("delay").gt(15).and(col("origin").isNotNull()))
        .withColumn(
            "haul",
            when(col("distance").lt(500))
                .then("short")
                .when(col("distance").lt(1500))
                .then("medium")
                .otherwise("long"))
        .withColumn("cost", col("delay").times(74).plus(col("distance").intDiv(10)))
        .join(places, on("origin", "iata"))
        .groupBy("state", "haul")
        .aggregate(
            count().as("flights"),
            mean("delay").as("mean_delay"),
            max("delay").as("worst_delay"),
            sum("cost").as("cost"))
        .sort(desc("cost"), asc("state"), asc("haul"))
        .limit(10);
  }

  private static void time(Stream job, long rows) {
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      try (Table answer = job.collect()) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "run %d: %,d flights in %.3f s, %.1f M rows/s, %d rows out%n",
            round, rows, seconds, rows / seconds / 1e6, answer.rowCount());
      }
    }
  }
}
