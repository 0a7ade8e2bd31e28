package io.sabot.examples;

import static io.sabot.Expressions.col;

import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The same answer from batches and from records. Records read well and are for the edge of a
 * program; the ratio that is printed is what they cost.
 */
public final class Example04BatchesAndRecords {
  private static final int BATCHES = 500;
  private static final int ROUNDS = 5;

  private Example04BatchesAndRecords() {}

  record Reading(long sensor, double celsius) {}

  record Times(long answer, double batchSeconds, double recordSeconds) {
    double ratio() {
      return recordSeconds / batchSeconds;
    }
  }

  public static void main(String[] arguments) {
    Times best = measure(BATCHES, ROUNDS);
    System.out.printf(
        "%,d rows: %.1f M rows/s in batches, %.1f M rows/s as records, ratio %.1f%n",
        (long) BATCHES * Readings.ROWS,
        BATCHES * Readings.ROWS / best.batchSeconds() / 1e6,
        BATCHES * Readings.ROWS / best.recordSeconds() / 1e6,
        best.ratio());
  }

  /** Runs both in turn and keeps the best time of each; their answers must be equal. */
  static Times measure(int batches, int rounds) {
    double batchSeconds = Double.MAX_VALUE;
    double recordSeconds = Double.MAX_VALUE;
    long answer = 0;
    try (var table = Example03OnePipeline.bounded(batches).collect()) {
      Stream readings = table.stream();
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        answer = byBatches(readings);
        long middle = System.nanoTime();
        long other = byRecords(readings);
        long end = System.nanoTime();
        if (answer != other) {
          throw new IllegalStateException(answer + " is not " + other);
        }
        batchSeconds = Math.min(batchSeconds, (middle - start) / 1e9);
        recordSeconds = Math.min(recordSeconds, (end - middle) / 1e9);
      }
    }
    return new Times(answer, batchSeconds, recordSeconds);
  }

  /** Sum of the sensor numbers of warm readings. */
  static long byBatches(Stream readings) {
    long sum = 0;
    try (BatchIterator batches = readings.filter(col("celsius").gt(25)).iterator()) {
      while (batches.hasNext()) {
        try (VectorSchemaRoot batch = batches.next()) {
          BigIntVector sensor = (BigIntVector) batch.getVector("sensor");
          for (int row = 0; row < batch.getRowCount(); row++) {
            sum += sensor.get(row);
          }
        }
      }
    }
    return sum;
  }

  /** The same, a record at a time. */
  static long byRecords(Stream readings) {
    try (var rows = readings.records(Reading.class)) {
      return rows.filter(row -> row.celsius() > 25).mapToLong(Reading::sensor).sum();
    }
  }
}
