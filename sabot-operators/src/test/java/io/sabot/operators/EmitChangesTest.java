package io.sabot.operators;

import static io.sabot.Expressions.col;
import static io.sabot.Expressions.count;
import static io.sabot.Expressions.lit;
import static io.sabot.Expressions.max;
import static io.sabot.Expressions.median;
import static io.sabot.Expressions.sum;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.schema;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.Aggregate;
import io.sabot.expression.Expression;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.operator.TimedRun;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.Test;

class EmitChangesTest {
  private static final int CASES = Integer.getInteger("sabot.changes.cases", 60);
  private static final int ROWS = 240;

  /** Aggregates and types that they take. */
  private static final List<List<String>> AGGREGATES =
      List.of(
          List.of("count", "utf8"),
          List.of("count", "list<int>"),
          List.of("count_distinct", "int16"),
          List.of("count_distinct", "utf8"),
          List.of("sum", "int32"),
          List.of("sum", "uint32"),
          List.of("sum", "decimal(20,2)"),
          List.of("sum", "double"),
          List.of("mean", "int32"),
          List.of("mean", "float"),
          List.of("mean", "decimal(20,2)"),
          List.of("min", "int64"),
          List.of("max", "double"),
          List.of("min", "utf8"),
          List.of("max", "utf8_view"),
          List.of("max", "decimal(20,2)"),
          List.of("max", "bool"),
          List.of("first", "utf8"),
          List.of("first", "int32"),
          List.of("last", "utf8"),
          List.of("last", "list<int>"),
          List.of("bool_and", "bool"),
          List.of("bool_or", "bool"),
          List.of("variance", "double"),
          List.of("stddev_population", "double"),
          List.of("covariance", "double"),
          List.of("correlation", "double"),
          List.of("median", "double"),
          List.of("quantile", "double"),
          List.of("approximate_count_distinct", "int64"),
          List.of("approximate_median", "double"),
          List.of("top_k", "int32"),
          List.of("bottom_k", "double"));

  private static EmitChanges changes(List<Expression> keys, List<Aggregate> aggregates) {
    return new EmitChanges(keys, aggregates, Duration.ofSeconds(1), "test");
  }

  private static Aggregate aggregate(String function, String x, String y) {
    List<Expression> given = new ArrayList<>(List.of(col(x)));
    if (function.startsWith("co") && !function.startsWith("count")) {
      given.add(col(y));
    } else if (function.equals("quantile")) {
      given.add(lit(0.3));
    } else if (function.endsWith("_k")) {
      given.add(lit(3));
    }
    return new Aggregate(function, given, function + "_" + x);
  }

  /** Some keys, each of which many rows have, beside columns for aggregates. */
  private static TextTable rows(
      SplittableRandom random, List<String> keyTypes, List<String> types) {
    List<Row> keys = new RandomKeys(random).table(keyTypes, 1 + random.nextInt(40)).rows();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add("x" + i + ":" + types.get(i) + ", y" + i + ":" + types.get(i));
    }
    TextTable values = RandomBatches.of(random).table(String.join(", ", columns), ROWS);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keyTypes.size(); i++) {
      names.add("k" + i + ":" + keyTypes.get(i));
    }
    names.addAll(columns);
    List<Row> all = new ArrayList<>();
    for (Row value : values.rows()) {
      List<Object> row = new ArrayList<>();
      Row key = keys.get(random.nextInt(keys.size()));
      row.addAll(key.values().subList(0, keyTypes.size()));
      row.addAll(value.values());
      all.add(new Row(row));
    }
    return table(String.join(", ", names)).withRows(all);
  }

  @Test
  void theLastRowsOfAllKeysAreTheBatchAnswerAtEveryCut() {
    Seed.next()
        .run(random -> {
          for (int i = 0; i < CASES; i++) {
            oneCase(random);
          }
        });
  }

  private static void oneCase(SplittableRandom random) {
    List<String> keyTypes = new ArrayList<>();
    List<Expression> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      keys.add(col("k" + keyTypes.size()));
      keyTypes.add(RandomKeys.TYPES.get(random.nextInt(RandomKeys.TYPES.size())));
    }
    List<String> types = new ArrayList<>();
    List<Aggregate> aggregates = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      List<String> chosen = AGGREGATES.get(random.nextInt(AGGREGATES.size()));
      aggregates.add(aggregate(chosen.get(0), "x" + types.size(), "y" + types.size()));
      aggregates.set(aggregates.size() - 1, aggregates.getLast().as("a" + aggregates.size()));
      types.add(chosen.get(1));
    }
    TextTable rows = rows(random, keyTypes, types);
    try (TestAllocator allocator = new TestAllocator()) {
      RunOptions options = RunOptions.DEFAULTS.withBatchRows(1 + random.nextInt(12));
      RunContext context =
          new RunContext(options, allocator, new MemoryBudget(1 << 28), "Test", random.nextLong());
      try (Replay replay = new Replay(changes(keys, aggregates), keys.size(), context, rows)) {
        replay.run(random, new GroupBy(keys, aggregates));
      } catch (Throwable failure) {
        throw new AssertionError(keyTypes + " " + aggregates + " " + types, failure);
      }
    }
  }

  /** Keeps the last row of each key. */
  private static final class Replay implements AutoCloseable {
    private final TextTable rows;
    private final RunContext context;
    private final int keys;
    private final OperatorRun run;
    private final Map<String, Row> last = new LinkedHashMap<>();
    private int given;

    Replay(BatchOperator operator, int keys, RunContext context, TextTable rows) {
      this.rows = rows;
      this.keys = keys;
      this.context = context;
      this.run = operator.open(context, List.of(rows.schema()));
    }

    void run(SplittableRandom random, GroupBy batch) {
      int read = 0;
      while (read < rows.rows().size()) {
        int count = Math.min(1 + random.nextInt(40), rows.rows().size() - read);
        run.push(0, rows.slice(read, count).batch(context.allocator()));
        read += count;
        assertThat(drain()).isEmpty();
        switch (random.nextInt(4)) {
          case 0 -> {
            ((TimedRun) run).tick();
            assertThat(drain()).containsExactly(Signal.FLUSH);
            compare(batch, read);
          }
          case 1 -> {
            run.signal(0, new Signal.Barrier(read));
            assertThat(drain()).containsExactly(new Signal.Barrier(read));
            compare(batch, read);
          }
          default -> {}
        }
      }
      run.finish(0);
      drain();
      assertThat(run.poll()).isEqualTo(Step.DONE);
      compare(batch, read);
    }

    /** Takes what there is to give; the signals among it. */
    private List<Signal> drain() {
      List<Signal> signals = new ArrayList<>();
      while (true) {
        switch (run.poll()) {
          case Step.Emit(Batch out) -> {
            try (out) {
              assertThat(signals).isEmpty();
              assertThat(out.rowCount()).isBetween(1, context.options().batchRows());
              for (Row row : Rows.of(out, context.allocator()).list()) {
                last.put(new Row(row.values().subList(0, keys)).toString(), row);
                given++;
              }
            }
          }
          case Step.Pass(Signal signal) -> signals.add(signal);
          default -> {
            return signals;
          }
        }
      }
    }

    private void compare(GroupBy batch, int read) {
      Rows expected = grouped(batch, rows.slice(0, read), context.allocator());
      Rows.of(expected.schema(), new ArrayList<>(last.values()))
          .unordered()
          .tolerance(1e-9)
          .assertEquals(expected);
      assertThat(((TimedRun) run).awaitsTick()).isFalse();
    }

    @Override
    public void close() {
      run.close();
    }
  }

  private static Rows grouped(GroupBy batch, TextTable rows, BufferAllocator allocator) {
    RunContext context =
        new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(1 << 28), "Test", 1);
    List<Row> all = new ArrayList<>();
    try (OperatorRun run = batch.open(context, List.of(rows.schema()))) {
      if (!rows.rows().isEmpty()) {
        run.push(0, rows.batch(allocator));
      }
      run.finish(0);
      while (run.poll() instanceof Step.Emit(Batch out)) {
        try (out) {
          all.addAll(Rows.of(out, allocator).list());
        }
      }
    }
    return Rows.of(batch.outputSchema(List.of(rows.schema())), all);
  }

  /**
   * Of many groups some far apart have changed: only those come, in as many batches as it takes.
   */
  @Test
  void onlyWhatHasChangedComes() {
    Row[] rows = new Row[1000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, 1);
    }
    TextTable all = table("k:int, x:int", rows);
    try (TestAllocator allocator = new TestAllocator()) {
      RunOptions options = RunOptions.DEFAULTS.withBatchRows(64);
      RunContext context = new RunContext(options, allocator, new MemoryBudget(1 << 28), "Test", 1);
      EmitChanges changes = changes(List.of(col("k")), List.of(sum("x"), max("x")));
      try (Replay replay = new Replay(changes, 1, context, all)) {
        replay.run.push(0, all.batch(allocator));
        ((TimedRun) replay.run).tick();
        replay.drain();
        assertThat(replay.given).isEqualTo(1000);
        TextTable some = table("k:int, x:int", row(3, 5), row(900, 5), row(905, 7), row(3, 1));
        replay.run.push(0, some.batch(allocator));
        ((TimedRun) replay.run).tick();
        replay.drain();
        assertThat(replay.given).isEqualTo(1003);
        assertThat(replay.last.get("row(3)")).hasToString("row(3, 7, 5)");
        assertThat(replay.last.get("row(905)")).hasToString("row(905, 8, 7)");
        assertThat(replay.last.get("row(904)")).hasToString("row(904, 1, 1)");
        ((TimedRun) replay.run).tick();
        replay.drain();
        assertThat(replay.given).isEqualTo(1003);
      }
    }
  }

  /** However rows are cut, the run driven, and whatever is refused or closed on the way. */
  @Test
  void theLastRowsStandTheOperatorTester() {
    TextTable sales =
        table(
            "k:utf8, x:int, s:utf8",
            row("a", 1, "z"),
            row("b", 2, "yy"),
            row(null, 5, null),
            row("a", null, "é"),
            row("c", 7, "a"),
            row(null, -3, "m"),
            row("a", 2, "b"));
    OperatorTester.of(
            new LastRows(
                changes(
                    List.of(col("k")), List.of(sum("x").as("x"), max("s").as("s"), median("x"))),
                "k:utf8, x:long, s:utf8, median_x:double"))
        .input(sales)
        .expect(
            row("a", 3L, "é", 1.5),
            row("b", 2L, "yy", 2.0),
            row(null, 2L, "m", 1.0),
            row("c", 7L, "a", 7.0))
        .unordered()
        .withoutSnapshots()
        .options(options -> options.withBatchRows(2))
        .run();
    OperatorTester.of(new LastRows(changes(List.of(), List.of(sum("x").as("x"))), "x:long"))
        .input(sales)
        .expect(row(14L))
        .withoutSnapshots()
        .run();
    OperatorTester.of(new LastRows(changes(List.of(), List.of(count().as("n"))), "n:long not null"))
        .input(table("k:utf8"))
        .expect(row(0L))
        .withoutSnapshots()
        .run();
  }

  @Test
  void stateThatDoesNotFitIsRefusedWithTheKeysHeld() {
    try (TestAllocator allocator = new TestAllocator()) {
      RunContext context =
          new RunContext(RunOptions.DEFAULTS, allocator, new MemoryBudget(1 << 18), "Test", 1);
      EmitChanges changes = changes(List.of(col("k")), List.of(count()));
      try (OperatorRun run = changes.open(context, List.of(schema("k:long")))) {
        assertThatThrownBy(
                () -> {
                  for (long first = 0; ; first += 500) {
                    Row[] rows = new Row[500];
                    for (int i = 0; i < rows.length; i++) {
                      rows[i] = row(first + i);
                    }
                    run.push(0, table("k:long", rows).batch(allocator));
                  }
                })
            .isInstanceOf(MemoryLimitException.class)
            .hasMessageMatching(
                "EmitChanges: the state of \"test\" must fit the memory of the run, but with"
                    + " [1-9],\\d{3} keys in \\d+,\\d{3} bytes it asked for more; allow more with"
                    + " withMemoryBudget, .*")
            .hasCauseInstanceOf(MemoryLimitException.class);
      }
    }
  }

  @Test
  void refusals() {
    assertThatThrownBy(
            () -> new EmitChanges(List.of(), List.of(count()), Duration.ofSeconds(-1), "test"))
        .isInstanceOfSatisfying(
            PlanException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining("must lie between zero and a year, but it is PT-1S; give a duration");
    assertThatThrownBy(() -> new EmitChanges(List.of(), List.of(count()), Duration.ZERO, "a b"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("but it is \"a b\"; name it after what it counts");
    assertThatThrownBy(() ->
            changes(List.of(col("k")), List.of(sum("s")))
                .outputSchema(List.of(schema("k:int, s:utf8"))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("sum takes a number, but \"s\" is Utf8; cast it");
  }
}
