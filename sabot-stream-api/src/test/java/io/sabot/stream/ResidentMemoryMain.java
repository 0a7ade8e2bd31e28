package io.sabot.stream;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;

import io.sabot.RunOptions;
import io.sabot.operator.BatchIterator;
import io.sabot.testkit.Tables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Runs an operator over rows that are made as they are read, first over few with little memory and
 * then over many, and prints what the process had in memory before and at most during the second.
 */
final class ResidentMemoryMain {
  private static final int BATCH = 16 * 1024;
  private static final int FEW = 40;
  private static final Schema SCHEMA = Tables.schema("key:long, text:utf8");
  private static final Path SELF = Path.of("/proc/self");

  private final RunOptions options;

  private ResidentMemoryMain(RunOptions options) {
    this.options = options;
  }

  /** The name of an operator, rows, a budget in bytes, and a folder for what goes to disk. */
  public static void main(String[] arguments) throws IOException {
    int rows = Integer.parseInt(arguments[1]);
    long budget = Long.parseLong(arguments[2]);
    RunOptions options =
        RunOptions.DEFAULTS.withParallelism(2).withTemporaryFolder(Path.of(arguments[3]));
    new ResidentMemoryMain(options.withMemoryBudget(budget / FEW)).run(arguments[0], rows / FEW);
    System.gc();
    Files.writeString(SELF.resolve("clear_refs"), "5");
    long before = bytes("VmRSS:");
    long given = new ResidentMemoryMain(options.withMemoryBudget(budget)).run(arguments[0], rows);
    System.out.printf("%d %d %d%n", before, bytes("VmHWM:"), given);
  }

  private long run(String operator, int rows) {
    try (BufferAllocator allocator = new RootAllocator()) {
      Stream input = rows(rows, 1, allocator).with(options);
      Stream stream =
          switch (operator) {
            case "sort" -> input.sort(asc("key"));
            case "group-by" ->
                input.groupBy("key", "text").aggregate(count(), sum("key").as("sum"));
            case "distinct" -> input.distinct("key", "text");
            case "join" ->
                input.join(
                    rows(rows, 2, allocator).select(col("key").as("other"), col("text").as("more")),
                    on("key", "other"));
            default -> throw new IllegalArgumentException(operator);
          };
      long given = 0;
      try (BatchIterator batches = stream.iterator()) {
        while (batches.hasNext()) {
          try (VectorSchemaRoot batch = batches.next()) {
            given += batch.getRowCount();
          }
        }
      }
      return given;
    }
  }

  private static Stream rows(int rows, long seed, BufferAllocator allocator) {
    SplittableRandom random = new SplittableRandom(seed);
    Iterator<VectorSchemaRoot> batches =
        IntStream.range(0, rows / BATCH).mapToObj(i -> batch(random, rows, allocator)).iterator();
    return Stream.fromBatches(SCHEMA, batches);
  }

  private static VectorSchemaRoot batch(
      SplittableRandom random, int different, BufferAllocator allocator) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator);
    BigIntVector keys = (BigIntVector) root.getVector(0);
    VarCharVector texts = (VarCharVector) root.getVector(1);
    keys.allocateNew(BATCH);
    texts.allocateNew(16L * BATCH, BATCH);
    for (int row = 0; row < BATCH; row++) {
      long key = random.nextInt(different);
      keys.set(row, key);
      texts.setSafe(row, ("text " + key).getBytes(StandardCharsets.US_ASCII));
    }
    root.setRowCount(BATCH);
    return root;
  }

  private static long bytes(String name) throws IOException {
    return Files.readAllLines(SELF.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
