package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Batch mode: a file ends, so the stream over it ends, and the loop with it. */
public final class Example01BatchMode {
  private Example01BatchMode() {}

  public static void main(String[] arguments) {
    System.out.println(lateFlights() + " flights were more than an hour late");
  }

  static long lateFlights() {
    Stream late = Stream.fromParquet(SampleData.flights()).filter(col("delay").gt(60));
    long rows = 0;
    try (BatchIterator batches = late.iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          rows += batch.getRowCount();
        }
      }
    }
    return rows;
  }
}
