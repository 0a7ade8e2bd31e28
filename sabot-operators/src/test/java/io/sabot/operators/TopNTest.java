package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.Expressions.desc;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.PlanException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.SortKey;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("contract")
class TopNTest {
  static final List<String> TYPES = RandomKeys.TYPES;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 4, 5, Long.MAX_VALUE})
  void givesTheFirstRowsOfTheOrder(long rows) {
    List<Row> sorted = List.of(row(9, "d"), row(5, "a"), row(5, "c"), row(1, "e"), row(null, "b"));
    OperatorTester.of(new TopN(List.of(desc("x")), rows))
        .input(
            table(
                "x:int, s:utf8",
                row(5, "a"),
                row(null, "b"),
                row(5, "c"),
                row(9, "d"),
                row(1, "e")))
        .expect(sorted.stream().limit(rows).toArray(Row[]::new))
        .run();
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void agreesWithTheOracleOnEveryType(String type) {
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          TextTable input = keys.table(List.of(type, "utf8"), 6000);
          List<SortKey> order = keys.order(2);
          int rows = random.nextInt(1, 40);
          SortTest.pull(new TopN(order, rows), input, random)
              .assertEquals(SortOracle.sorted(input.rows(), order).subList(0, rows));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1500, 5000, 10_000})
  void prunesWithoutLosingTies(int rows) {
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          TextTable input = keys.table(List.of("bool", "int8"), 8000);
          List<SortKey> order = keys.order(2);
          SortTest.pull(new TopN(order, rows), input, random)
              .assertEquals(
                  SortOracle.sorted(input.rows(), order).subList(0, Math.min(rows, 8000)));
        });
  }

  @Test
  void holdsLittleHoweverLongItsInputIs() {
    List<Row> falling = new ArrayList<>();
    for (int i = 1000; i > 0; i--) {
      falling.add(row(i));
    }
    TextTable rows = table("x:int", falling.toArray(Row[]::new));
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        Batch batch = rows.batch(allocator)) {
      RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "TopN", 1);
      try (OperatorRun run =
          new TopN(List.of(asc("x")), 10).open(context, List.of(rows.schema()))) {
        for (int i = 0; i < 500; i++) {
          run.push(0, batch.share());
          assertTrue(run.poll() instanceof Step.NeedsInput);
          assertTrue(budget.reserved() < 200_000, () -> budget.reserved() + " bytes");
        }
        run.finish(0);
        if (run.poll() instanceof Step.Emit(Batch result)) {
          assertTrue(result.rowCount() == 10);
          result.close();
        }
      }
    }
    assertTrue(budget.reserved() == 0);
  }

  /**
   * Many times what a batch holds is kept, and rows come in tiny batches: still no more than that.
   */
  @Test
  void holdsNoMoreThanTwiceAHugeNumberOfRows() {
    Seed.next()
        .run(random -> {
          int wanted = 5000;
          TextTable input = new RandomKeys(random).table(List.of("int64", "utf8"), 20_000);
          List<SortKey> order = List.of(asc("k0"), desc("k1"));
          MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
          List<Row> given = new ArrayList<>();
          try (TestAllocator allocator = new TestAllocator()) {
            RunOptions options = RunOptions.DEFAULTS.withBatchRows(300);
            RunContext context = new RunContext(options, allocator, budget, "TopN", 1);
            try (OperatorRun run = new TopN(order, wanted).open(context, List.of(input.schema()))) {
              for (int i = 0; i < 20_000; i += 40) {
                run.push(0, input.slice(i, 40).batch(allocator));
                assertTrue(run.poll() instanceof Step.NeedsInput);
                assertTrue(budget.reserved() < 3_000_000, () -> budget.reserved() + " bytes");
              }
              run.finish(0);
              while (run.poll() instanceof Step.Emit(Batch batch)) {
                try (batch) {
                  assertTrue(batch.rowCount() <= 300);
                  given.addAll(Rows.of(batch, allocator).list());
                }
              }
            }
          }
          Rows.of(input.schema(), given)
              .assertEquals(SortOracle.sorted(input.rows(), order).subList(0, wanted));
        });
  }

  /** The memory allowed holds a few pieces, and neither the keys nor a copy of all rows. */
  @Test
  void prunesWithinOneLargeBatch() {
    Seed.next()
        .run(random -> {
          TextTable input = new RandomKeys(random).table(List.of("int64", "utf8"), 50_000);
          List<SortKey> order = List.of(asc("k0"), desc("k1"));
          MemoryBudget budget = new MemoryBudget(200_000);
          List<Row> given = new ArrayList<>();
          try (TestAllocator allocator = new TestAllocator()) {
            RunOptions options = RunOptions.DEFAULTS.withBatchRows(500);
            RunContext context = new RunContext(options, allocator, budget, "TopN", 1);
            try (OperatorRun run = new TopN(order, 10).open(context, List.of(input.schema()))) {
              run.push(0, input.batch(allocator));
              assertTrue(run.poll() instanceof Step.NeedsInput);
              run.finish(0);
              while (run.poll() instanceof Step.Emit(Batch batch)) {
                try (batch) {
                  given.addAll(Rows.of(batch, allocator).list());
                }
              }
            }
          }
          Rows.of(input.schema(), given)
              .assertEquals(SortOracle.sorted(input.rows(), order).subList(0, 10));
        });
  }

  @Test
  void refusesNegativeNumbers() {
    PlanException refused =
        assertThrows(PlanException.class, () -> new TopN(List.of(asc("x")), -1));
    assertTrue(refused.getMessage().contains("give 0 or more"));
  }
}
