package io.sabot.benchmarks;

import static io.sabot.Expressions.col;

import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchIterator;
import io.sabot.stream.Stream;
import java.util.List;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** One small question in a fresh process; prints the seconds it took from here to the answer. */
public final class ColdStart {
  static final String QUESTION = "10,000 rows, price > 50, price * 0.03";
  private static final int ROWS = 10_000;

  private ColdStart() {}

  /** Answers, checks and prints. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    int kept = 0;
    try (Float8Vector price = new Float8Vector("price", RootMemory.root())) {
      price.allocateNew(ROWS);
      for (int row = 0; row < ROWS; row++) {
        price.set(row, row % 100);
      }
      price.setValueCount(ROWS);
      Stream answer =
          Stream.fromBatches(List.of(VectorSchemaRoot.of(price)))
              .filter(col("price").gt(50.0))
              .withColumn("fee", col("price").times(0.03));
      try (BatchIterator batches = answer.iterator()) {
        while (batches.hasNext()) {
          try (VectorSchemaRoot batch = batches.next()) {
            kept += batch.getRowCount();
          }
        }
      }
    }
    if (kept != ROWS / 100 * 49) {
      throw new AssertionError("kept " + kept);
    }
    System.out.println((System.nanoTime() - start) / 1e9);
  }
}
