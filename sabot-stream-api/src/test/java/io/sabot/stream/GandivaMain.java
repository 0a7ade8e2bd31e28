package io.sabot.stream;

import static io.sabot.Expressions.col;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;

import io.sabot.Backend;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.testkit.Rows;
import io.sabot.testkit.TextTable;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Opens streams over Gandiva and ends in some way, without closing them. */
final class GandivaMain {
  private static final TextTable NUMBERS = table("a:double", row(0.5), row(1.5));
  private static final RunOptions GANDIVA = RunOptions.DEFAULTS.withBackend(Backend.GANDIVA);

  private GandivaMain() {}

  private static Stream endless(BufferAllocator allocator) {
    return Stream.fromBatches(NUMBERS.schema(), number -> NUMBERS.root(allocator))
        .filter(col("a").gt(1));
  }

  public static void main(String[] arguments) throws Exception {
    BufferAllocator allocator = new RootAllocator();
    switch (arguments[0]) {
      case "exit" -> {
        open(allocator);
        System.exit(0);
      }
      case "return" -> open(allocator);
      case "busy" -> busy(allocator);
      default -> absent(allocator);
    }
  }

  private static BatchIterator open(BufferAllocator allocator) {
    Stream stream = endless(allocator).with(GANDIVA.withBatchRows(1));
    System.out.println(stream.explain());
    BatchIterator batches = stream.iterator();
    try (VectorSchemaRoot first = batches.next()) {
      System.out.println("first batch of " + Rows.of(first).column("a"));
    }
    return batches;
  }

  private static void busy(BufferAllocator allocator) throws InterruptedException {
    CountDownLatch computing = new CountDownLatch(1);
    Thread worker =
        new Thread(() -> {
          BatchIterator batches = open(allocator);
          while (batches.hasNext()) {
            batches.next().close();
            computing.countDown();
          }
        });
    worker.setDaemon(true);
    worker.start();
    computing.await();
    System.exit(0);
  }

  private static void absent(BufferAllocator allocator) {
    Stream stream = endless(allocator).limit(1);
    stream.forEach(
        batch -> System.out.println("sum of rows " + Rows.of(batch).column("a").getFirst()));
    try {
      stream.with(GANDIVA);
    } catch (PlanException refused) {
      System.out.println(refused.code() + " " + refused.getMessage());
    }
  }
}
