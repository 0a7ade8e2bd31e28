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
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.junit.jupiter.api.Test;

/** Rows of several threads under one budget. */
class SortPoolTest {
  private static final TextTable ROWS = table("k:utf8", row("b"), row("a"));

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
}
