package io.sabot.benchmarks;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Doors;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.operators.GroupBy;
import io.sabot.operators.HashJoin;
import io.sabot.operators.Sort;
import io.sabot.operators.TopN;
import io.sabot.plan.Plan.JoinKind;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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
 * with a tenth of the most it had reserved, then with a tenth again, and gives the same rows. All
 * on one thread.
 *
 * <p>Arguments: rows, 10,000,000 unless given, then names of operators, all unless given.
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
    int rows = arguments.length == 0 ? 10_000_000 : (int) Double.parseDouble(arguments[0]);
    List<String> wanted =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Map<String, BatchOperator> operators = new LinkedHashMap<>();
    operators.put("sort by int64", new Sort(List.of(asc("key"))));
    operators.put("sort by text, int64", new Sort(List.of(desc("text"), asc("key"))));
    operators.put("top " + rows / 4, new TopN(List.of(asc("key")), rows / 4));
    operators.put(
        "group-by", new GroupBy(List.of(col("key")), List.of(sum("value").as("sum"), count())));
    operators.put("join", new HashJoin(JoinKind.INNER, on("key", "key")));
    SpillBenchmark benchmark = new SpillBenchmark(rows);
    operators.forEach((name, operator) -> {
      if (wanted.isEmpty() || wanted.stream().anyMatch(name::startsWith)) {
        benchmark.measure(name, operator);
      }
    });
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
    boolean ordered = operator instanceof Sort || operator instanceof TopN;
    List<Schema> inputs = Collections.nCopies(operator.inputs(), SCHEMA);
    long checksum = 0;
    long start = System.nanoTime();
    try (OperatorRun run = operator.open(context, inputs)) {
      // Input 0 last: a join reads its right side before.
      for (int input = inputs.size() - 1; input >= 0; input--) {
        SplittableRandom random = new SplittableRandom(42L + input);
        for (int row = 0; row < rows; row += BATCH) {
          run.push(input, batch(random, Math.min(BATCH, rows - row)));
          checksum = drain(run, checksum, ordered);
        }
        run.finish(input);
        checksum = drain(run, checksum, ordered);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(seconds, budget.peak(), context.spill().written(), checksum);
  }

  /** Adds up what comes, in its order where that counts. */
  private static long drain(OperatorRun run, long before, boolean ordered) {
    long checksum = before;
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      try (VectorSchemaRoot root = Doors.toRoot(batch, RootMemory.root())) {
        BigIntVector keys = (BigIntVector) root.getVector(0);
        for (int row = 0; row < root.getRowCount(); row++) {
          long key = keys.get(row);
          checksum = ordered ? checksum * 31 + key : checksum + key * key;
        }
      }
    }
    return checksum;
  }

  private Batch batch(SplittableRandom random, int count) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    BigIntVector keys = (BigIntVector) root.getVector(0);
    VarCharVector texts = (VarCharVector) root.getVector(1);
    Float8Vector values = (Float8Vector) root.getVector(2);
    keys.allocateNew(count);
    texts.allocateNew(12L * count, count);
    values.allocateNew(count);
    for (int row = 0; row < count; row++) {
      keys.set(row, random.nextLong(rows));
      byte[] text = ("id" + random.nextInt(1_000_000)).getBytes(StandardCharsets.UTF_8);
      texts.setSafe(row, text);
      values.set(row, random.nextDouble());
    }
    root.setRowCount(count);
    return Doors.own(root);
  }
}
