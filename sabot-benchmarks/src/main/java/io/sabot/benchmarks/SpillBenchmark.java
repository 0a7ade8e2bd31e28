package io.sabot.benchmarks;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.countDistinct;
import static io.sabot.Expressions.desc;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.on;
import static io.sabot.Expressions.sum;

import io.sabot.Origin;
import io.sabot.RunOptions;
import io.sabot.expression.Expression;
import io.sabot.internal.run.Execution;
import io.sabot.internal.run.Pulled;
import io.sabot.memory.RootMemory;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.Stage;
import io.sabot.operators.Distinct;
import io.sabot.operators.GroupBy;
import io.sabot.operators.HashJoin;
import io.sabot.operators.Sort;
import io.sabot.operators.TopN;
import io.sabot.plan.Plan.JoinKind;
import io.sabot.source.Sources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What it costs to do with a tenth of the memory: each operator runs with all it asks for and with
 * a tenth of the most that it had reserved, in turn, after a warm-up of both, and gives the same
 * rows. The input lies in memory before.
 */
final class SpillBenchmark {
  private static final int BATCH = 64 * 1024;
  private static final int PART = 10;
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("key", new ArrowType.Int(64, true)),
              Field.nullable("text", new ArrowType.Utf8()),
              Field.nullable("value", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

  private final SpillOptions options;
  private final List<Stage> inputs;

  private SpillBenchmark(SpillOptions options, List<Stage> inputs) {
    this.options = options;
    this.inputs = inputs;
  }

  /** Prints a line per operator, and the largest ratio at the end. */
  static void run(SpillOptions options) {
    List<List<VectorSchemaRoot>> tables = new ArrayList<>();
    try {
      for (int table = 0; table < 2; table++) {
        tables.add(table(options.rows(), 42L + table));
      }
      List<Stage> inputs =
          tables.stream()
              .<Stage>map(table -> new Stage.Read(Sources.batches(table), Origin.UNKNOWN))
              .toList();
      new SpillBenchmark(options, inputs).measure();
    } finally {
      tables.forEach(table -> table.forEach(VectorSchemaRoot::close));
    }
  }

  private static Map<String, BatchOperator> operators(int rows) {
    Map<String, BatchOperator> operators = new LinkedHashMap<>();
    operators.put("sort", new Sort(List.of(asc("key"))));
    operators.put("sort-text", new Sort(List.of(desc("text"), asc("key"))));
    operators.put("top-quarter", new TopN(List.of(asc("key")), rows / 4));
    operators.put(
        "group-by", new GroupBy(List.of(col("key")), List.of(sum("value").as("sum"), count())));
    List<Expression> one = List.of(col("value").minus(col("value")).as("one"));
    operators.put("median", new GroupBy(List.of(), List.of(median("key").as("median"))));
    operators.put("different", new GroupBy(List.of(), List.of(countDistinct("key").as("count"))));
    operators.put("texts", new GroupBy(List.of(), List.of(countDistinct("text").as("count"))));
    operators.put("one-median", new GroupBy(one, List.of(median("key").as("median"))));
    operators.put("one-different", new GroupBy(one, List.of(countDistinct("key").as("count"))));
    operators.put("join", new HashJoin(JoinKind.INNER, on("key", "key")));
    operators.put("distinct", new Distinct(List.of("key")));
    return operators;
  }

  private void measure() {
    System.out.printf(
        "%-12s %9s %9s %6s %15s %10s %10s%n",
        "operator", "all, s", "tenth, s", "ratio", "min … max", "all, MiB", "disk, MiB");
    double worst = 0;
    for (Map.Entry<String, BatchOperator> operator : operators(options.rows()).entrySet()) {
      if (options.asks(operator.getKey())) {
        worst = Math.max(worst, measure(operator.getKey(), operator.getValue()));
      }
    }
    System.out.printf(Locale.ROOT, "largest ratio: %.2f%n", worst);
  }

  /** What one run took and gave. */
  private record Outcome(double seconds, long peak, long spilled, RowSum.Sum rows) {}

  private double measure(String name, BatchOperator operator) {
    Outcome first = run(operator, Long.MAX_VALUE);
    long budget = first.peak() / PART;
    Outcome[] tenth = {first};
    PairedRuns pairs =
        PairedRuns.of(
            1,
            options.pairs(),
            () -> check(name, run(operator, Long.MAX_VALUE), first),
            () -> {
              tenth[0] = run(operator, budget);
              check(name, tenth[0], first);
            });
    double[] ratios = pairs.speedUps();
    System.out.printf(
        Locale.ROOT,
        "%-12s %9.2f %9.2f %6.2f %6.2f … %6.2f %,10d %,10d%n",
        name,
        pairs.medianFirst(),
        pairs.medianSecond(),
        pairs.medianSpeedUp(),
        ratios[0],
        ratios[ratios.length - 1],
        first.peak() >> 20,
        tenth[0].spilled() >> 20);
    if (tenth[0].spilled() == 0) {
      throw new AssertionError(name + " wrote nothing to disk");
    }
    return pairs.medianSpeedUp();
  }

  private static void check(String name, Outcome outcome, Outcome first) {
    if (!outcome.rows().equals(first.rows())) {
      throw new AssertionError(name + " gave other rows than its first run");
    }
  }

  private Outcome run(BatchOperator operator, long budget) {
    RunOptions run =
        RunOptions.DEFAULTS.withParallelism(options.threads()).withMemoryBudget(budget);
    Stage stage = Stage.Operate.of(operator, inputs.subList(0, operator.inputs()), Origin.UNKNOWN);
    RowSum rows = new RowSum(order(operator));
    long start = System.nanoTime();
    try (Execution execution = new Execution(stage, run)) {
      drain(execution, rows);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(
          seconds,
          execution.context().budget().peak(),
          execution.context().spill().written(),
          rows.sum());
    }
  }

  private static RowSum.Order order(BatchOperator operator) {
    return operator instanceof Sort || operator instanceof TopN
        ? RowSum.Order.COUNTS
        : RowSum.Order.FREE;
  }

  private static void drain(Execution execution, RowSum to) {
    while (true) {
      switch (execution.pull()) {
        case Pulled.Item<VectorSchemaRoot>(VectorSchemaRoot root) -> {
          try (root) {
            to.add(root);
          }
        }
        case Pulled.Waiting<VectorSchemaRoot>(CompletionStage<?> wakeUp) ->
            wakeUp.toCompletableFuture().join();
        case Pulled.Again<VectorSchemaRoot> again -> {}
        case Pulled.End<VectorSchemaRoot> end -> {
          return;
        }
      }
    }
  }

  private static List<VectorSchemaRoot> table(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<VectorSchemaRoot> batches = new ArrayList<>();
    for (int start = 0; start < rows; start += BATCH) {
      batches.add(batch(random, rows, Math.min(BATCH, rows - start)));
    }
    return batches;
  }

  private static VectorSchemaRoot batch(SplittableRandom random, int rows, int count) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    BigIntVector keys = (BigIntVector) root.getVector(0);
    VarCharVector texts = (VarCharVector) root.getVector(1);
    Float8Vector values = (Float8Vector) root.getVector(2);
    keys.allocateNew(count);
    texts.allocateNew(12L * count, count);
    values.allocateNew(count);
    for (int row = 0; row < count; row++) {
      keys.set(row, random.nextLong(rows));
      String text = "id" + (1_000_000 + random.nextInt(1_000_000));
      texts.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
      // Whole numbers add up to the same in any order.
      values.set(row, random.nextInt(1_000));
    }
    root.setRowCount(count);
    return root;
  }
}
