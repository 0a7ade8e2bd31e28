package io.sabot.operators;

import static io.sabot.Expressions.asc;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sabot.ErrorCode;
import io.sabot.MemoryLimitException;
import io.sabot.RunException;
import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.expression.SortKey;
import io.sabot.memory.MemoryBudget;
import io.sabot.memory.MemoryGovernor;
import io.sabot.memory.Reservation;
import io.sabot.operator.BatchOperator;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Step;
import io.sabot.testkit.LeakCheck;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.RandomBatches;
import io.sabot.testkit.Row;
import io.sabot.testkit.Rows;
import io.sabot.testkit.Seed;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorts of more rows than there is memory for. */
class SortSpillTest {
  static final List<String> TYPES = RandomKeys.TYPES;

  /** Types whose values lie in memory in the same way. */
  static final List<List<String>> LAYOUTS =
      List.of(
          List.of("null"),
          List.of("bool"),
          List.of("int8", "uint8"),
          List.of("int16", "uint16", "float16"),
          List.of("int32", "uint32", "date", "time(s)", "time(ms)"),
          List.of("float32"),
          List.of("int64", "uint64", "date64", "time(us)", "time(ns)", "duration(ms)"),
          List.of("timestamp(s)", "timestamp(ns)", "timestamp(us, UTC)"),
          List.of("float64"),
          List.of("decimal(12,2)"),
          List.of("decimal256(50,3)"),
          List.of("utf8", "binary"),
          List.of("large_utf8", "large_binary"),
          List.of("utf8_view", "binary_view"),
          List.of("fixed_binary(3)"));

  private final TestAllocator allocator = new TestAllocator();
  @TempDir Path folder;
  private LeakCheck leaks;
  private RunOptions options;

  @BeforeEach
  void begin() {
    leaks = LeakCheck.begin(folder);
    options = RunOptions.DEFAULTS.withTemporaryFolder(folder).withBatchRows(100);
  }

  @AfterEach
  void nothingIsLeft() {
    allocator.close();
    leaks.close();
  }

  private static TextTable rows(SplittableRandom random, int rows) {
    return new RandomKeys(random).table(List.of("int8", "utf8", "float64"), rows);
  }

  private RunContext context(MemoryBudget budget) {
    return new RunContext(options, allocator, budget, "Sort", 1);
  }

  /** Runs an operator over a table in batches of a size; {@code between} is told each of them. */
  private List<Row> run(
      BatchOperator operator, TextTable input, int cut, MemoryBudget budget, IntConsumer between) {
    List<Row> given = new ArrayList<>();
    try (OperatorRun run = operator.open(context(budget), List.of(input.schema()))) {
      int pushed = 0;
      for (int start = 0; start < input.rows().size(); start += cut) {
        int count = Math.min(cut, input.rows().size() - start);
        run.push(0, input.slice(start, count).batch(allocator));
        assertTrue(run.poll() instanceof Step.NeedsInput);
        between.accept(pushed++);
      }
      run.finish(0);
      while (run.poll() instanceof Step.Emit(Batch batch)) {
        try (batch) {
          assertTrue(batch.rowCount() <= options.batchRows());
          given.addAll(Rows.of(batch, allocator).list());
        }
        between.accept(pushed++);
      }
    }
    assertEquals(0, budget.reserved());
    return given;
  }

  private long peak(BatchOperator operator, TextTable input, int cut) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    run(operator, input, cut, budget, i -> {});
    return budget.peak();
  }

  /**
   * A tenth of what it takes in memory; so many cuts that runs are merged in several passes, too.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 30, 250, 4000})
  void givesWhatItGivesInMemory(int cut) {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, cut == 1 ? 1000 : 4000);
          List<SortKey> order = new RandomKeys(random).order(3);
          Sort sort = new Sort(order);
          MemoryBudget budget = new MemoryBudget(peak(sort, input, cut) / 10);
          List<Row> given = run(sort, input, cut, budget, i -> {});
          assertEquals(SortOracle.sorted(input.rows(), order), given);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 3900, 10_000})
  void theFirstRowsNeedNotFitMemoryEither(int wanted) {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, 4000);
          List<SortKey> order = new RandomKeys(random).order(3);
          TopN first = new TopN(order, wanted);
          MemoryBudget budget = new MemoryBudget(peak(first, input, 90) / 10);
          List<Row> given = run(first, input, 90, budget, i -> {});
          assertEquals(
              SortOracle.sorted(input.rows(), order).subList(0, Math.min(4000, wanted)), given);
        });
  }

  /** The longest stand together: blocks of as many rows as others have would be far larger. */
  @Test
  void longKeysStandTogether() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      int number = i * 1237 % 4000;
      rows.add(row(number < 3600 ? "a" + number : "z".repeat(150) + number, number));
    }
    TextTable input = table("k:utf8,n:int32", rows.toArray(Row[]::new));
    Sort sort = new Sort(List.of(asc("k")));
    MemoryBudget budget = new MemoryBudget(peak(sort, input, 30) / 10);
    List<Row> given = run(sort, input, 30, budget, i -> {});
    assertEquals(SortOracle.sorted(input.rows(), sort.keys()), given);
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void sortsEveryType(String type) {
    options = options.withBatchRows(7);
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          TextTable input = keys.table(List.of(type), 40);
          List<SortKey> order = keys.order(1);
          for (int cut : new int[] {1, 9, 40}) {
            List<Row> given = run(new Sort(order), input, cut, new MemoryBudget(4000), i -> {});
            assertEquals(SortOracle.sorted(input.rows(), order), given);
          }
        });
  }

  /** However it is cut and driven, stopped, moved and refused; a type of each layout, by chance. */
  @ParameterizedTest
  @FieldSource("LAYOUTS")
  void isDrivenWithEveryLayout(List<String> types) {
    Seed.next()
        .run(random -> {
          RandomKeys keys = new RandomKeys(random);
          TextTable input = keys.table(List.of(types.get(random.nextInt(types.size()))), 40);
          List<SortKey> order = keys.order(1);
          OperatorTester.of(new Sort(order))
              .input(input)
              .options(options -> options.withBatchRows(7).withMemoryBudget(4000))
              .expect(SortOracle.sorted(input.rows(), order).toArray(Row[]::new))
              .run();
        });
  }

  @Test
  void everyTypeHasALayout() {
    assertEquals(
        TYPES.stream().sorted().toList(), LAYOUTS.stream().flatMap(List::stream).sorted().toList());
  }

  /** Columns that are not sorted by come along, whatever their type. */
  @Test
  void carriesEveryType() {
    Seed.next()
        .run(random -> {
          RandomBatches batches = RandomBatches.of(random);
          TextTable input = batches.table("k:int8, " + batches.schema(8), 500);
          Sort sort = new Sort(List.of(asc("k")));
          MemoryBudget budget = new MemoryBudget(peak(sort, input, 50) / 5);
          assertEquals(
              SortOracle.sorted(input.rows(), List.of(asc("k"))),
              run(sort, input, 50, budget, i -> {}));
        });
  }

  /** Another stage asks for all there is, at any moment. */
  @Test
  void givesItsMemoryToOtherStages() {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, 1000);
          List<SortKey> order = new RandomKeys(random).order(3);
          long all = 1L << 30;
          MemoryBudget budget = new MemoryBudget(all);
          try (Reservation other = budget.reserve("other")) {
            List<Row> given =
                run(
                    new Sort(order),
                    input,
                    100,
                    budget,
                    i -> {
                      if (random.nextInt(3) == 0 && other.tryGrow(all)) {
                        other.shrink(all);
                      }
                    });
            assertEquals(SortOracle.sorted(input.rows(), order), given);
          }
        });
  }

  /** Runs on several threads take memory from each other, in the middle of what they do. */
  @Test
  void runsThatShareAProcessGoOn() {
    Seed.next()
        .run(random -> {
          List<SortKey> order = new RandomKeys(random).order(3);
          Sort sort = new Sort(order);
          TextTable input = rows(random, 3000);
          List<Row> expected = SortOracle.sorted(input.rows(), order);
          MemoryGovernor governor = new MemoryGovernor(2 * peak(sort, input, 50));
          try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<Row>>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
              results.add(
                  threads.submit(
                      () -> run(sort, input, 50, governor.budget(Long.MAX_VALUE), step -> {})));
            }
            for (Future<List<Row>> result : results) {
              assertEquals(expected, result.get());
            }
          }
          assertEquals(0, governor.reserved());
        });
  }

  @Test
  void aFullDiskEndsTheRun() {
    Seed.next()
        .run(random -> {
          TextTable input = rows(random, 2000);
          Sort sort = new Sort(List.of(asc("k0")));
          long peak = peak(sort, input, 100);
          options = options.withSpillLimit(peak / 8);
          RunException full =
              assertThrows(
                  RunException.class,
                  () -> run(sort, input, 100, new MemoryBudget(peak / 10), i -> {}));
          assertEquals(ErrorCode.SPILL_FAILED, full.code());
          assertTrue(full.getMessage().startsWith("Sort rows: a run may have "), full::getMessage);
        });
  }

  @Test
  void whereNotEvenARowHasRoomItIsRefused() {
    TextTable input = table("x:int", row(2), row(1));
    MemoryLimitException refused =
        assertThrows(
            MemoryLimitException.class,
            () -> run(new Sort(List.of(asc("x"))), input, 1, new MemoryBudget(20), i -> {}));
    assertTrue(refused.getMessage().contains("raise RunOptions.withMemoryBudget"));
  }
}
