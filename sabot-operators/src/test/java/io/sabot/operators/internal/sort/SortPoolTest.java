package io.sabot.operators.internal.sort;

import static io.sabot.Expressions.asc;
import static io.sabot.testkit.Tables.row;
import static io.sabot.testkit.Tables.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.sabot.RunOptions;
import io.sabot.batch.Batch;
import io.sabot.memory.MemoryBudget;
import io.sabot.operator.RunContext;
import io.sabot.testkit.FailingAllocation;
import io.sabot.testkit.TestAllocator;
import io.sabot.testkit.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of several threads under one budget. */
class SortPoolTest {
  private static final TextTable ROWS = table("k:utf8", row("b"), row("a"));

  @TempDir Path folder;

  /** Else another thread would wait for ever for bytes that nobody can write. */
  @Test
  void rowsThatWereRefusedHalfWayHoldNothing() {
    FailingAllocation failing = new FailingAllocation();
    int refusals = 0;
    try (TestAllocator allocator = new TestAllocator(failing)) {
      for (boolean refused = true; refused; refusals++) {
        refused = isRefused(allocator, failing, refusals);
      }
    }
    assertThat(refusals).as("allocations of a batch of rows").isGreaterThan(1);
  }

  private static boolean isRefused(
      TestAllocator allocator, FailingAllocation failing, int granted) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    SortShape shape = new SortShape(ROWS.schema(), List.of(asc("k")), SortShape.ALL);
    RunContext context = new RunContext(RunOptions.DEFAULTS, allocator, budget, "Sort", 1);
    try (SortPool pool = new SortPool(shape, context)) {
      SortedRows rows = pool.open();
      Batch batch = ROWS.batch(allocator);
      failing.after(granted);
      try {
        rows.add(batch);
        failing.stop();
        return false;
      } catch (OutOfMemoryException refusal) {
        assertThat(rows.heldBytes()).as("bytes of no rows").isZero();
        assertThat(pool.spillLargest()).as("whether there was anything to write").isFalse();
        assertThat(budget.reserved()).isZero();
        return failing.stop();
      }
    }
  }

  /** Each finds at any moment that others have nothing to write, or that they hold all there is. */
  @Test
  void threadsTakeTheSameMemoryInTurns() throws Exception {
    SortShape shape = new SortShape(ROWS.schema(), List.of(asc("k")), SortShape.ALL);
    addSideBySide(shape, 1, rows -> {});
  }

  /** Of what is dropped others take the memory at once, and the rest still needs some. */
  @Test
  void threadsDropRowsInTheSameMemory() throws Exception {
    SortShape shape = new SortShape(ROWS.schema(), List.of(asc("k")), 3);
    addSideBySide(shape, 12, SortedRows::dropOthers);
  }

  private void addSideBySide(SortShape shape, int batches, Consumer<SortedRows> then)
      throws Exception {
    int threads = 8;
    MemoryBudget budget = new MemoryBudget(batches * bytes(shape));
    RunOptions options = RunOptions.DEFAULTS.withTemporaryFolder(folder);
    List<Future<Void>> adding = new ArrayList<>();
    try (TestAllocator allocator = new TestAllocator();
        SortPool pool =
            new SortPool(shape, new RunContext(options, allocator, budget, "Sort", threads))) {
      CyclicBarrier together = new CyclicBarrier(threads);
      try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
        for (int thread = 0; thread < threads; thread++) {
          SortedRows rows = pool.open();
          adding.add(
              workers.submit(() -> {
                together.await();
                for (int batch = 0; batch < 200; batch++) {
                  rows.add(ROWS.batch(allocator));
                  then.accept(rows);
                }
                return null;
              }));
        }
      }
    }
    assertThat(budget.reserved()).isZero();
    for (Future<Void> one : adding) {
      one.get();
    }
  }

  private static long bytes(SortShape shape) {
    MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
    try (TestAllocator allocator = new TestAllocator();
        SortPool pool =
            new SortPool(
                shape, new RunContext(RunOptions.DEFAULTS, allocator, budget, "Sort", 1))) {
      pool.open().add(ROWS.batch(allocator));
      return budget.reserved();
    }
  }
}
