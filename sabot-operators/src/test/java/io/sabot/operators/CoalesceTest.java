package io.sabot.operators;

import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.batch.Selection;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.OperatorRun;
import io.sabot.operator.RunContext;
import io.sabot.operator.Signal;
import io.sabot.operator.Step;
import io.sabot.testkit.OperatorTester;
import io.sabot.testkit.Row;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class CoalesceTest {
  private static TextTable numbers(int start, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = start; i < start + count; i++) {
      rows.add(row(i, i % 3 == 0 ? null : "name " + i));
    }
    return table("x:int, name:utf8", rows.toArray(Row[]::new));
  }

  @Test
  void keepsRowsAndTheirOrder() {
    TextTable rows = numbers(0, 40);
    for (int batchRows : new int[] {1, 2, 7, 1000}) {
      OperatorTester.of(new Coalesce())
          .input(rows)
          .options(options -> options.withBatchRows(batchRows))
          .expect(rows.rows().toArray(Row[]::new))
          .run();
    }
  }

  /** The row counts of what comes out, signals as 0. */
  private static List<Integer> drain(OperatorRun run) {
    List<Integer> sizes = new ArrayList<>();
    while (true) {
      switch (run.poll()) {
        case Step.Emit(Batch batch) -> {
          sizes.add(batch.rowCount());
          batch.close();
        }
        case Step.Pass pass -> sizes.add(0);
        default -> {
          return sizes;
        }
      }
    }
  }

  private static RunContext context(TestAllocator allocator, MemoryBudget budget, int batchRows) {
    return new RunContext(
        RunOptions.DEFAULTS.withBatchRows(batchRows), allocator, budget, "Coalesce", 1);
  }

  private static OperatorRun open(TestAllocator allocator, int batchRows) {
    return new Coalesce()
        .open(
            context(allocator, new MemoryBudget(Long.MAX_VALUE), batchRows),
            List.of(numbers(0, 0).schema()));
  }

  @Test
  void mergesSmallBatchesAndLetsLargeOnesPass() {
    try (TestAllocator allocator = new TestAllocator();
        OperatorRun run = open(allocator, 10)) {
      for (int i = 0; i < 4; i++) {
        run.push(0, numbers(i, 4).batch(allocator));
      }
      assertEquals(List.of(8), drain(run));
      run.push(0, numbers(0, 5).batch(allocator));
      assertEquals(List.of(8, 5), drain(run));
      run.push(0, numbers(0, 2).batch(allocator));
      run.push(0, numbers(0, 30).batch(allocator));
      assertEquals(List.of(2, 30), drain(run));
      run.push(0, numbers(0, 2).batch(allocator));
      assertEquals(List.of(), drain(run));
      run.finish(0);
      assertEquals(List.of(2), drain(run));
    }
  }

  @Test
  void noRowWaitsBehindASignal() {
    try (TestAllocator allocator = new TestAllocator();
        OperatorRun run = open(allocator, 10)) {
      for (Signal signal : List.of(Signal.FLUSH, new Signal.Barrier(1), new Signal.Watermark(5))) {
        run.push(0, numbers(0, 1).batch(allocator));
        run.push(0, numbers(1, 1).batch(allocator));
        run.signal(0, signal);
        assertEquals(List.of(2, 0), drain(run));
      }
    }
  }

  @Test
  void smallSelectionsOfLargeBatchesHoldLittle() {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        OperatorRun run =
            new Coalesce()
                .open(context(allocator, budget, 1 << 20), List.of(numbers(0, 0).schema()));
        Batch large = numbers(0, 40_000).batch(allocator)) {
      int rows = 0;
      for (int i = 0; i < 200; i++) {
        run.push(0, large.share().withSelection(new Selection.Range(i, i + 2)));
        rows += drain(run).stream().mapToInt(size -> size).sum();
        assertEquals(true, budget.reserved() <= 17L << 20, budget::toString);
      }
      run.finish(0);
      assertEquals(List.of(400 - rows), drain(run));
      assertEquals(0, rows);
    }
    assertEquals(0, budget.reserved());
  }
}
