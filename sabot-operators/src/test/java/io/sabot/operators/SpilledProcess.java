package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.col;
import static io.sabot.Expressions.max;
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
import io.sabot.plan.Plan.JoinKind;
import io.sabot.testkit.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A process that sorts, groups, joins or tells apart many rows and says by how much it grew. Its
 * heap is all in memory from the start, so that what it grows by lies beside the heap.
 *
 * <p>Arguments: operator, rows, budget. It prints the most bytes reserved, and those it grew by.
 */
final class SpilledProcess {
  private static final Schema SCHEMA = Tables.schema("key:long, a:long, b:long");
  private static final int BATCH = 32 * 1024;
  private static final int PAGE = 4096;

  private final BatchOperator operator;
  private final boolean sorts;
  private long most;

  private SpilledProcess(String name) {
    operator =
        switch (name) {
          case "sort" -> new Sort(List.of(asc("key")));
          case "group-by" ->
              new GroupBy(List.of(col("key")), List.of(sum("a").as("s"), max("b").as("m")));
          case "distinct" -> new Distinct(List.of("key"));
          default -> new HashJoin(JoinKind.INNER, on("key", "key"));
        };
    sorts = operator instanceof Sort;
  }

  public static void main(String[] arguments) throws IOException {
    SpilledProcess process = new SpilledProcess(arguments[0]);
    // Whatever is loaded once is loaded now.
    process.run(10 * BATCH, 4L << 20);
    long before = resident();
    process.most = 0;
    long peak = process.run(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    System.out.println(peak + " " + (process.most - before));
  }

  /**
   * The most bytes reserved where nothing goes to disk; asks for as much of the calling process.
   */
  static long peak(String operator, int rows) throws IOException {
    return new SpilledProcess(operator).run(rows, Long.MAX_VALUE);
  }

  /** Bytes of this process that are in memory. */
  private static long resident() throws IOException {
    return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
  }

  private long run(int rows, long limit) throws IOException {
    MemoryBudget budget = new MemoryBudget(limit);
    RunContext context =
        new RunContext(RunOptions.DEFAULTS, RootMemory.root(), budget, operator.name(), 1);
    List<Schema> inputs = Collections.nCopies(operator.inputs(), SCHEMA);
    try (OperatorRun run = operator.open(context, inputs)) {
      // Input 0 last: a join reads its right side before.
      for (int input = inputs.size() - 1; input >= 0; input--) {
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < rows; row += BATCH) {
          run.push(input, batch(random));
          drain(run);
        }
        run.finish(input);
        drain(run);
      }
    }
    return budget.peak();
  }

  private void drain(OperatorRun run) throws IOException {
    long last = Long.MIN_VALUE;
    while (run.poll() instanceof Step.Emit(Batch batch)) {
      try (VectorSchemaRoot root = Doors.toRoot(batch, RootMemory.root())) {
        last = sorts ? ascending(last, (BigIntVector) root.getVector(0)) : last;
      }
      most = Math.max(most, resident());
    }
    most = Math.max(most, resident());
  }

  private static long ascending(long last, BigIntVector keys) {
    for (int row = 0; row < keys.getValueCount(); row++) {
      if (keys.get(row) < last) {
        throw new AssertionError(keys.get(row) + " stands behind " + last);
      }
      last = keys.get(row);
    }
    return last;
  }

  private static Batch batch(SplittableRandom random) {
    VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, RootMemory.root());
    root.getFieldVectors().forEach(vector -> ((BigIntVector) vector).allocateNew(BATCH));
    for (int row = 0; row < BATCH; row++) {
      for (int column = 0; column < 3; column++) {
        ((BigIntVector) root.getVector(column)).set(row, random.nextLong());
      }
    }
    root.setRowCount(BATCH);
    return Doors.own(root);
  }
}
