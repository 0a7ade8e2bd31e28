package io.sabot.benchmarks;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.desc;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operators.Sort;
import io.sabot.operators.TopN;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What it costs to do with a tenth of the memory: each operator runs with all it asks for, then
 * with a tenth of the most it had reserved, then with a tenth again, and gives the same rows.
 *
 * <p>Arguments: rows, 10,000,000 unless given.
 */
public final class SpillBenchmark {
  private static final int BATCH = 64 * 1024;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("key", new ArrowType.Int(64, true)),
              Field.nullable("text", new ArrowType.Utf8()),
              Field.nullable("value", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

  private final int rows;

  private SpillBenchmark(int rows) {
    this.rows = rows;
  }

  /** Prints a line per operator and run. */
  public static void main(String[] arguments) {
    int rows = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
    Map<String, BatchOperator> operators = new LinkedHashMap<>();
    operators.put("sort by int64", new Sort(List.of(asc("key"))));
    operators.put("sort by text, int64", new Sort(List.of(desc("text"), asc("key"))));
    operators.put("top " + rows / 4, new TopN(List.of(asc("key")), rows / 4));
    operators.forEach(new SpillBenchmark(rows)::measure);
  }

  /** What one run took and gave. */
  private record Outcome(double seconds, long peak, long spilled, long checksum) {}

  private void measure(String name, BatchOperator operator) {
    Outcome inMemory = run(operator, Long.MAX_VALUE);
    print(name, inMemory, inMemory);
    for (long part : new long[] {10, 10, 100}) {
      Outcome outcome = run(operator, inMemory.peak() / part);
      if (outcome.checksum() != inMemory.checksum()) {
        throw new AssertionError(name + " gave other rows on its way through disk");
      }
      print(name + ", 1/" + part, outcome, inMemory);
    }
  }

  private static void print(String name, Outcome outcome, Outcome inMemory) {
    System.out.printf(
        "%-28s %7.2f s  × %5.2f  peak %,6d MiB  written %,6d MiB%n",
        name,
        outcome.seconds(),
        outcome.seconds() / inMemory.seconds(),
        outcome.peak() >> 20,
        outcome.spilled() >> 20);
  }

  private Outcome run(BatchOperator operator, long limit) {
    MemoryBudget budget = new MemoryBudget(limit);
    RunContext context =
        new RunContext(RunOptions.DEFAULTS, RootMemory.root(), budget, operator.name(), 42);
    SplittableRandom random = new SplittableRandom(42);
    long checksum = 0;
    long start = System.nanoTime();
    try (OperatorRun run = operator.open(context, List.of(SCHEMA))) {
      for (int row = 0; row < rows; row += BATCH) {
        run.push(0, batch(random, Math.min(BATCH, rows - row)));
        run.poll();
      }
      run.finish(0);
      while (run.poll() instanceof Step.Emit(Batch batch)) {
        try (VectorSchemaRoot root = Doors.toRoot(batch, RootMemory.root())) {
          BigIntVector keys = (BigIntVector) root.getVector(0);
          for (int row = 0; row < root.getRowCount(); row++) {
            checksum = checksum * 31 + keys.get(row);
          }
        }
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(seconds, budget.peak(), context.spill().written(), checksum);
  }

  private static Batch batch(SplittableRandom random, int count) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    BigIntVector keys = (BigIntVector) root.getVector(0);
    VarCharVector texts = (VarCharVector) root.getVector(1);
    Float8Vector values = (Float8Vector) root.getVector(2);
    keys.allocateNew(count);
    texts.allocateNew(12L * count, count);
    values.allocateNew(count);
    for (int row = 0; row < count; row++) {
      keys.set(row, random.nextLong());
      byte[] text = ("id" + random.nextInt(1_000_000)).getBytes(StandardCharsets.UTF_8);
      texts.setSafe(row, text);
      values.set(row, random.nextDouble());
    }
    root.setRowCount(count);
    return Doors.own(root);
  }
}
